package dev.tintype.event;

import dev.tintype.job.Pool;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears when a job that ended anywhere left its pool with both room and a backlog ({@code include/pool.lua}), so that the next
 * is published at once and not at the reconciler's next look. What it misses is only late. Thread-safe.
 */
public final class RoomBell implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RoomBell.class);
    private static final String CHANNEL = "{tintype}:room";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of a blocking read: without a ring for so long the connection is made anew, in case it is half open. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final URI redis;
    private final Consumer<Pool> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Jedis connection;

    /**
     * Starts to listen, as soon as the server can be reached.
     *
     * @param listener is called on one thread; must be quick
     */
    public RoomBell(URI redis, Consumer<Pool> listener) {
        this.redis = redis;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("room-bell").daemon().start(this::run);
    }

    private void run() {
        try {
            do {
                try (Jedis jedis = RedisClients.dedicated(redis, LONGEST_SILENCE)) {
                    connection = jedis;
                    jedis.subscribe(new Rings(), CHANNEL);
                } catch (JedisException e) {
                    log.debug("room is not heard of, pools are topped up by the clock: {}", e.getMessage());
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Jedis open = connection;
        if (open != null) {
            try {
                // The only way to end a blocking read from another thread.
                open.getConnection().forceDisconnect();
            } catch (IOException e) {
                log.debug("closing the connection failed", e);
            }
        }
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rings extends JedisPubSub {
        @Override
        public void onMessage(String channel, String pool) {
            try {
                listener.accept(Pool.ofWireName(pool));
            } catch (IllegalArgumentException e) {
                log.debug("a pool of another version: {}", pool);
            }
        }
    }
}
