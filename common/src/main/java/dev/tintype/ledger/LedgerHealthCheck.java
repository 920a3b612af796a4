package dev.tintype.ledger;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads {@link LedgerHealth} from a server that may forbid some of the questions. */
final class LedgerHealthCheck {
    private static final CommandObject<Map<String, String>> APPENDFSYNC = new CommandObject<>(
            new CommandArguments(Protocol.Command.CONFIG).add("GET").add("appendfsync"), BuilderFactory.STRING_MAP);

    private LedgerHealthCheck() {}

    static LedgerHealth ask(LedgerServer server) {
        return server.call(redis -> {
            Map<String, String> facts = info(redis);
            String appendOnly = facts.get("aof_enabled");
            return new LedgerHealth(
                    facts.get("redis_version"),
                    appendOnly == null ? null : appendOnly.equals("1"),
                    appendFsync(redis),
                    facts.get("maxmemory_policy"));
        });
    }

    private static Map<String, String> info(UnifiedJedis redis) {
        return redis.info()
                .lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, second) -> first));
    }

    private static @Nullable String appendFsync(UnifiedJedis redis) {
        try {
            return redis.executeCommand(APPENDFSYNC).get("appendfsync");
        } catch (JedisDataException e) {
            // Not a failure: managed servers forbid CONFIG, and health then says "unknown".
            return null;
        }
    }
}
