package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import java.net.SocketTimeoutException;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
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
            try {
                return command.apply(redis);
            } catch (JedisConnectionException e) {
                if (e.getCause() instanceof SocketTimeoutException) {
                    throw e;
                }
                if (redis instanceof RedisClient pooled) {
                    pooled.getPool().clear();
                }
                return command.apply(redis);
            }
        } catch (JedisException e) {
            throw new LedgerUnavailable("the keys' server does not answer", e);
        }
    }
}
