package dev.tintype.broker.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import tools.jackson.core.JacksonException;

/**
 * Hears broadcasts over an exclusive queue of its own, which is gone with its connection, and makes a new one whenever that
 * happens. What is said meanwhile is not heard; beats say the same.
 */
final class ControlEar implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlEar.class);
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final RabbitConnections connections;
    private final Consumer<ControlMessage> listener;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("control").unstarted(this::run);
    private long pauseMs = 250;
    private volatile boolean closed;

    ControlEar(RabbitConnections connections, Consumer<ControlMessage> listener) {
        this.connections = connections;
        this.listener = listener;
    }

    /** Returns when it hears, or when the broker is away for now. */
    void start() {
        thread.start();
        try {
            if (!tried.await(FIRST_TRY.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("broadcasts are not heard yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                hear();
                tried.countDown();
                Thread.sleep(pauseMs + ThreadLocalRandom.current().nextLong(pauseMs));
                pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the channel is closed by whomever. */
    private void hear() throws InterruptedException {
        try {
            connections.ready();
            CountDownLatch ended = new CountDownLatch(1);
            Channel channel = connections.consuming().createConnection().createChannel(false);
            try {
                listen(channel, ended);
                pauseMs = 250;
                tried.countDown();
                ended.await();
            } finally {
                end(channel);
            }
        } catch (BrokerUnavailable | AmqpException | IOException | ShutdownSignalException e) {
            log.warn("broadcasts are not heard for now: {}", e.getMessage());
        }
    }

    private void listen(Channel channel, CountDownLatch ended) throws IOException {
        // A fresh name: the broker may not have noticed yet that the last connection is gone.
        String queue = RabbitTopology.CONTROL + "." + UUID.randomUUID();
        channel.queueDeclare(queue, false, true, true, Map.of());
        channel.queueBind(queue, RabbitTopology.CONTROL, "");
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String tag, com.rabbitmq.client.Envelope delivery, AMQP.BasicProperties properties, byte[] body) {
                tell(new String(body, StandardCharsets.UTF_8));
            }

            @Override
            public void handleCancel(String tag) {
                ended.countDown();
            }

            @Override
            public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
                ended.countDown();
            }
        });
    }

    private void tell(String body) {
        if (closed) {
            return;
        }
        try {
            listener.accept(Json.read(body, ControlMessage.class));
        } catch (JacksonException e) {
            // From a newer version, perhaps.
            log.warn("a broadcast is not understood: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("a listener failed at a broadcast", e);
        }
    }

    /** Really, not back into the factory's cache with its consumer; an interrupt would break that off. */
    private static void end(Channel channel) {
        boolean interrupted = Thread.interrupted();
        RabbitUtils.setPhysicalCloseRequired(channel, true);
        RabbitUtils.closeChannel(channel);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when nothing more will be heard. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
