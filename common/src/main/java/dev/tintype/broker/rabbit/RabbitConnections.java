package dev.tintype.broker.rabbit;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tintype.broker.BrokerUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Two connections, so that a broker that holds back publishers does not hold back consumers, and the topology, declared
 * anew on each. Thread-safe.
 */
final class RabbitConnections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RabbitConnections.class);
    /** A confirm-mode channel is not reused until its confirm arrives: as many as publishes may wait at once. */
    private static final int PUBLISH_CHANNELS = 32;

    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final CachingConnectionFactory consuming;
    private final CachingConnectionFactory publishing;
    private final TopologyDeclaration declaration;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** One look at a time, however many ask. */
    private CompletableFuture<Boolean> asking = CompletableFuture.completedFuture(false);

    private boolean declared;
    private volatile boolean blocked;
    private volatile boolean closed;
    private volatile @Nullable String problem;

    RabbitConnections(RabbitSettings settings) {
        this.consuming = settings.connect("tintype-consume");
        this.publishing = settings.connect("tintype-publish");
        publishing.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        publishing.setPublisherReturns(true);
        publishing.setChannelCacheSize(PUBLISH_CHANNELS);
        publishing.addConnectionListener(new BlockWatch());
        this.declaration = new TopologyDeclaration(consuming);
        consuming.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection connection) {
                forget();
            }

            @Override
            public void onShutDown(ShutdownSignalException signal) {
                forget();
            }
        });
    }

    CachingConnectionFactory consuming() {
        return consuming;
    }

    CachingConnectionFactory publishing() {
        return publishing;
    }

    /** Asks that everything is declared again before the next use. */
    synchronized void forget() {
        declared = false;
    }

    /**
     * Sees to a connection on which everything is declared. A broker that has just come up may refuse for a while: the next
     * call tries again.
     *
     * @throws BrokerUnavailable when there is none; {@link #problem} says why
     */
    void ready() {
        if (closed) {
            throw new BrokerUnavailable("the broker is closed");
        }
        try {
            // Outside of the lock: the listener above takes it while the factory holds its own.
            consuming.createConnection();
            declareOnce();
            problem = null;
        } catch (AmqpException e) {
            problem = null;
            throw new BrokerUnavailable("the broker cannot be reached", e);
        } catch (WrongTopology e) {
            say(String.valueOf(e.getMessage()));
            throw new BrokerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * As {@link #ready}, for whoever wants to send.
     *
     * @throws BrokerUnavailable also when the broker reads nothing now: a message would hang in the socket
     */
    void readyToSend() {
        ready();
        if (blocked) {
            throw new BrokerUnavailable("the broker takes no messages now: it is short of memory or disk");
        }
    }

    private void say(String words) {
        if (!words.equals(problem)) {
            log.error("{}", words);
        }
        problem = words;
    }

    private synchronized void declareOnce() {
        if (!declared) {
            declaration.declare();
            declared = true;
        }
    }

    /** Whether messages can be passed on now; a broker that does not say within a second is not asked any longer. */
    boolean available() {
        if (closed) {
            return false;
        }
        CompletableFuture<Boolean> asked = ask();
        try {
            return asked.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("no answer", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CompletableFuture<Boolean> ask() {
        synchronized (threads) {
            if (asking.isDone()) {
                asking = CompletableFuture.supplyAsync(this::look, threads);
            }
            return asking;
        }
    }

    private boolean look() {
        try {
            readyToSend();
            return true;
        } catch (BrokerUnavailable e) {
            log.debug("not available", e);
            return false;
        }
    }

    /** What somebody has to mend; null when there is nothing known. */
    @Nullable
    String problem() {
        return blocked ? "takes no messages now: it is short of memory or disk" : problem;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        publishing.destroy();
        consuming.destroy();
    }

    /** The broker says when it stops reading from publishers; a publish would then hang in the socket. */
    private final class BlockWatch implements ConnectionListener, BlockedListener {
        @Override
        public void onCreate(@Nullable Connection connection) {
            blocked = false;
            if (connection != null) {
                connection.addBlockedListener(this);
            }
        }

        @Override
        public void onShutDown(ShutdownSignalException signal) {
            blocked = false;
        }

        @Override
        public void handleBlocked(String reason) {
            log.warn("the broker takes no messages: {}", reason);
            blocked = true;
        }

        @Override
        public void handleUnblocked() {
            log.info("the broker takes messages again");
            blocked = false;
        }
    }
}
