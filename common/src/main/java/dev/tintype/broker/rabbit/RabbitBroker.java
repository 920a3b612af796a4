package dev.tintype.broker.rabbit;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * RabbitMQ. Publishing waits for the broker's confirm. Each consumer has a channel and a thread of its own with prefetch 1
 * and acknowledges after the work. A broker that is away is looked for again and again; nobody waits for it but consumers.
 */
public final class RabbitBroker implements Broker {
    private static final Logger log = LoggerFactory.getLogger(RabbitBroker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Broadcasts that wait to be sent; more are dropped, beats say the same. */
    private static final int BROADCASTS = 1_000;

    private final RabbitSettings settings;
    private final RabbitConnections connections;
    private final RabbitPublisher publisher;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor broadcasts = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(BROADCASTS),
            Thread.ofVirtual().name("broadcast").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /** Connects when first needed, so that a broker that is away keeps nobody from starting. */
    public RabbitBroker(RabbitSettings settings) {
        this.settings = settings;
        this.connections = new RabbitConnections(settings);
        this.publisher = new RabbitPublisher(connections, settings.confirmTimeout());
    }

    @Override
    public void publish(Envelope envelope) {
        MessageProperties properties = new MessageProperties();
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setMessageId(envelope.id().value());
        properties.setType(envelope.pool().wireName() + ".v" + envelope.v());
        publisher.send(RabbitTopology.JOBS, envelope.pool().wireName(), properties, Json.write(envelope));
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        if (!available()) {
            log.warn("no broker to take {} jobs from; looking for it", pool.wireName());
        }
        RabbitDeliveries deliveries = new RabbitDeliveries(handler, settings.requeuePause());
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections.consuming());
        container.setQueueNames(RabbitTopology.queue(pool));
        container.setListenerId("consume-" + pool.wireName());
        container.setConcurrentConsumers(consumers);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMessageListener(deliveries);
        container.setMissingQueuesFatal(false);
        container.setForceStop(true);
        container.setReceiveTimeout(200);
        // The worker's own grace ends what takes too long.
        container.setShutdownTimeout(Integer.MAX_VALUE);
        ExponentialBackOff backOff = new ExponentialBackOff(250, 2);
        backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
        backOff.setJitter(200);
        container.setRecoveryBackOff(backOff);
        container.afterPropertiesSet();
        container.start();
        return kept(() -> stop(container, deliveries));
    }

    private static void stop(SimpleMessageListenerContainer container, RabbitDeliveries deliveries) {
        deliveries.stop();
        if (deliveries.isHandling()) {
            Thread.ofVirtual().name("stop-consuming").start(container::shutdown);
        } else {
            container.shutdown();
        }
    }

    @Override
    public void broadcast(ControlMessage message) {
        String body = Json.write(message);
        broadcasts.execute(() -> {
            try {
                publisher.tell(RabbitTopology.CONTROL, body);
            } catch (BrokerUnavailable e) {
                log.warn("a broadcast was not sent, beats will tell: {}", e.getMessage());
            }
        });
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        ControlEar ear = new ControlEar(connections, listener);
        ear.start();
        return kept(ear::close);
    }

    private Subscription kept(Runnable end) {
        Subscription subscription = new Subscription() {
            @Override
            public void close() {
                if (subscriptions.remove(this)) {
                    end.run();
                }
            }
        };
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public boolean available() {
        return connections.available();
    }

    @Override
    public @Nullable String problem() {
        return connections.problem();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        broadcasts.shutdownNow();
        connections.close();
    }
}
