package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.redis.RedisClients;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Asks the ledger's server; what it cannot answer now is {@link LedgerUnavailable}. Thread-safe. */
final class KeyServer {
    private final UnifiedJedis redis;

    KeyServer(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Commands are sent once more over a fresh connection: after a restart of the server every pooled one is broken. */
    <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return RedisClients.call(redis, command);
        } catch (JedisException e) {
            throw new LedgerUnavailable("the keys' server does not answer", e);
        }
    }
}
