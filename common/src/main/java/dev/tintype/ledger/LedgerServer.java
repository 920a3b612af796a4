package dev.tintype.ledger;

import dev.tintype.ledger.Scripts.Script;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import dev.tintype.redis.RedisClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Runs scripts and commands, and tells a server that cannot answer from a defect of ours. Thread-safe. */
final class LedgerServer {
    /** Answers that say something about the server's condition, not about what was asked. */
    private static final Pattern CONDITION =
            Pattern.compile("(^|[-: ])(LOADING|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN) ");

    private final UnifiedJedis redis;
    private final Scripts scripts;

    LedgerServer(UnifiedJedis redis, Scripts scripts) {
        this.redis = redis;
        this.scripts = scripts;
    }

    /** One round trip, except when the server does not know the script yet. */
    Object run(Transition transition, List<String> keys, List<String> args) {
        Script script = scripts.get(transition);
        long began = System.nanoTime();
        try {
            Object answer = call(client -> {
                try {
                    return client.evalsha(script.sha1(), keys, args);
                } catch (JedisNoScriptException e) {
                    return client.eval(script.text(), keys, args);
                }
            });
            Measure.timeShort(
                    Metric.SCRIPT, Duration.ofNanos(System.nanoTime() - began), "script", transition.metric());
            return answer;
        } catch (LedgerUnavailable e) {
            Measure.count(Metric.SCRIPT_FAILED, "script", transition.metric());
            throw e;
        }
    }

    /** Sends a command, perhaps twice: every transition allows that. */
    <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return RedisClients.call(redis, command);
        } catch (JedisBusyException | JedisAccessControlException e) {
            throw new LedgerUnavailable("the ledger's server refuses to answer", e);
        } catch (JedisDataException e) {
            if (CONDITION.matcher(String.valueOf(e.getMessage())).find()) {
                throw new LedgerUnavailable("the ledger's server cannot take this now", e);
            }
            throw e;
        } catch (JedisException e) {
            throw new LedgerUnavailable("the ledger's server does not answer", e);
        }
    }
}
