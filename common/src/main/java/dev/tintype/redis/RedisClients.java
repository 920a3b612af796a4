package dev.tintype.redis;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisURIHelper;

/** Makes clients for {@code redis[s]://[[user]:password@]host:port[/db]} that fail fast instead of waiting for ever. */
public final class RedisClients {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int POOL_SIZE = 64;

    private RedisClients() {}

    /** A pool for many threads: 2 s to connect, 2 s for an answer, 2 s for a free connection. Connects when first used. */
    public static RedisClient pooled(URI redis) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(POOL_SIZE);
        pool.setMaxIdle(POOL_SIZE);
        pool.setBlockWhenExhausted(true);
        pool.setMaxWait(TIMEOUT);
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(check(redis)))
                .clientConfig(config(redis, TIMEOUT))
                .poolConfig(pool)
                .build();
    }

    /**
     * One connection of one thread's own, for commands that block up to {@code longest}.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when the server cannot be reached
     */
    public static Jedis dedicated(URI redis, Duration longest) {
        Jedis jedis = new Jedis(JedisURIHelper.getHostAndPort(check(redis)), config(redis, longest.plus(TIMEOUT)));
        jedis.connect();
        return jedis;
    }

    /**
     * Sends a command, once more when its connection turns out to be broken: after a restart of the server every pooled
     * one is. So only commands that may happen twice. A timeout is not retried, that would only double it.
     */
    public static <T> T call(UnifiedJedis redis, Function<UnifiedJedis, T> command) {
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
    }

    private static JedisClientConfig config(URI redis, Duration blocking) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) TIMEOUT.toMillis())
                .socketTimeoutMillis((int) TIMEOUT.toMillis())
                .blockingSocketTimeoutMillis((int) blocking.toMillis())
                .user(emptyToNull(JedisURIHelper.getUser(redis)))
                .password(JedisURIHelper.getPassword(redis))
                .database(JedisURIHelper.getDBIndex(redis))
                .ssl(JedisURIHelper.isRedisSSLScheme(redis))
                .build();
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static URI check(URI redis) {
        boolean scheme = JedisURIHelper.isRedisScheme(redis) || JedisURIHelper.isRedisSSLScheme(redis);
        if (!scheme || !JedisURIHelper.isValid(redis)) {
            throw new IllegalArgumentException(
                    "not a Redis URL: redis[s]://[[user]:password@]host:port[/db] is expected");
        }
        return redis;
    }
}
