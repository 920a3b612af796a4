package dev.tintype.broker.rabbit;

import com.rabbitmq.client.Channel;
import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.core.JacksonException;

/**
 * RabbitMQ. Publishing waits for the broker's confirm and looks for a return first, because an unroutable mandatory message
 * is returned and confirmed. Each consumer has a channel of its own with prefetch 1 and acknowledges after the work.
 */
public final class RabbitBroker implements Broker {
    private static final Logger log = LoggerFactory.getLogger(RabbitBroker.class);

    private final Duration confirmTimeout;
    private final Duration requeuePause;
    private final CachingConnectionFactory connections;
    private final CachingConnectionFactory publishing;
    private final RabbitAdmin admin;
    private final RabbitTemplate template;
    private final List<SimpleMessageListenerContainer> containers = new CopyOnWriteArrayList<>();

    /** @param uri {@code amqp://user:password@host:port/vhost}; connected to when first needed */
    public RabbitBroker(URI uri) {
        this(uri, Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    /**
     * As the other, with times of one's own.
     *
     * @param confirmTimeout how long a publish waits for the broker's word
     * @param requeuePause before a message that could not be looked at comes again
     */
    public RabbitBroker(URI uri, Duration confirmTimeout, Duration requeuePause) {
        this.confirmTimeout = confirmTimeout;
        this.requeuePause = requeuePause;
        this.connections = new CachingConnectionFactory(uri);
        connections.setConnectionNameStrategy(factory -> "tintype-consume");
        // A confirm-mode channel is not reused until its confirm arrives: as many as publishes may wait at once.
        this.publishing = new CachingConnectionFactory(uri);
        publishing.setConnectionNameStrategy(factory -> "tintype-publish");
        publishing.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        publishing.setPublisherReturns(true);
        publishing.setChannelCacheSize(32);
        this.admin = new RabbitAdmin(connections);
        connections.addConnectionListener(this::declare);
        this.template = new RabbitTemplate(publishing);
        template.setMandatory(true);
    }

    /** Declares everything on each new connection, so that a broker that lost it all gets it back. */
    private void declare(@Nullable Connection connection) {
        RabbitTopology.durable().forEach(this::declare);
    }

    private void declare(Declarable declarable) {
        switch (declarable) {
            case Queue queue -> admin.declareQueue(queue);
            case Exchange exchange -> admin.declareExchange(exchange);
            case Binding binding -> admin.declareBinding(binding);
            default -> throw new IllegalStateException("cannot declare " + declarable);
        }
    }

    @Override
    public void publish(Envelope envelope) {
        MessageProperties properties = persistent(envelope.id().value());
        properties.setType(envelope.pool().wireName() + ".v" + envelope.v());
        send(RabbitTopology.JOBS, envelope.pool().wireName(), properties, Json.write(envelope));
    }

    private static MessageProperties persistent(String id) {
        MessageProperties properties = new MessageProperties();
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setMessageId(id);
        return properties;
    }

    private void send(String exchange, String key, MessageProperties properties, String body) {
        Message message = MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8))
                .andProperties(properties)
                .build();
        CorrelationData correlation = new CorrelationData();
        try {
            connections.createConnection();
            template.send(exchange, key, message, correlation);
            CorrelationData.Confirm confirm =
                    correlation.getFuture().get(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS);
            if (correlation.getReturned() != null) {
                throw new BrokerUnavailable("no queue takes messages for " + key);
            }
            if (!confirm.ack()) {
                throw new BrokerUnavailable("the broker refused a message for " + key);
            }
        } catch (AmqpException | TimeoutException | ExecutionException e) {
            throw new BrokerUnavailable("the broker did not confirm a message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("interrupted while the broker confirmed", e);
        }
    }

    @Override
    public Subscription subscribe(Pool pool, int consumers, Handler handler) {
        SimpleMessageListenerContainer container = container(RabbitTopology.queue(pool));
        container.setConcurrentConsumers(consumers);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMessageListener(
                (ChannelAwareMessageListener) (message, channel) -> deliver(message, channel, handler));
        return started(container);
    }

    private void deliver(Message message, @Nullable Channel channel, Handler handler) throws Exception {
        if (channel == null) {
            throw new IllegalStateException("a delivery without a channel");
        }
        long tag = message.getMessageProperties().getDeliveryTag();
        switch (outcome(message, handler)) {
            case ACK -> channel.basicAck(tag, false);
            case REQUEUE -> {
                Thread.sleep(requeuePause);
                channel.basicReject(tag, true);
            }
            case DEAD -> channel.basicReject(tag, false);
        }
    }

    private static Outcome outcome(Message message, Handler handler) throws InterruptedException {
        Envelope envelope;
        try {
            envelope = Json.read(new String(message.getBody(), StandardCharsets.UTF_8), Envelope.class);
        } catch (JacksonException | IllegalArgumentException e) {
            log.error(
                    "message {} cannot be understood",
                    message.getMessageProperties().getMessageId(),
                    e);
            return Outcome.DEAD;
        }
        try {
            return handler.handle(envelope);
        } catch (RuntimeException e) {
            log.error("handling {} failed", envelope.id(), e);
            return Outcome.REQUEUE;
        }
    }

    @Override
    public void broadcast(ControlMessage message) {
        try {
            Message amqp = MessageBuilder.withBody(Json.write(message).getBytes(StandardCharsets.UTF_8))
                    .build();
            connections.createConnection();
            template.execute(channel -> {
                channel.basicPublish(RabbitTopology.CONTROL, "", null, amqp.getBody());
                return null;
            });
        } catch (AmqpException e) {
            log.warn("a broadcast was not sent, beats will tell: {}", e.getMessage());
        }
    }

    @Override
    public Subscription onControl(Consumer<ControlMessage> listener) {
        Queue queue = RabbitTopology.controlQueue("tintype.control." + UUID.randomUUID());
        ConnectionListener declareControl = _ -> {
            admin.declareQueue(queue);
            admin.declareBinding(RabbitTopology.controlBinding(queue));
        };
        connections.addConnectionListener(declareControl);
        SimpleMessageListenerContainer container = container(queue.getName());
        container.setAcknowledgeMode(AcknowledgeMode.NONE);
        container.setMessageListener(message -> listener.accept(
                Json.read(new String(message.getBody(), StandardCharsets.UTF_8), ControlMessage.class)));
        return started(container);
    }

    private SimpleMessageListenerContainer container(String queue) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setAmqpAdmin(admin);
        container.setMissingQueuesFatal(false);
        container.setDefaultRequeueRejected(true);
        container.setForceStop(true);
        container.setReceiveTimeout(200);
        container.setShutdownTimeout(Integer.MAX_VALUE);
        ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
        backOff.setMaxInterval(30_000);
        backOff.setJitter(250);
        container.setRecoveryBackOff(backOff);
        return container;
    }

    private Subscription started(SimpleMessageListenerContainer container) {
        containers.add(container);
        container.afterPropertiesSet();
        container.start();
        return () -> {
            containers.remove(container);
            container.shutdown();
        };
    }

    @Override
    public boolean available() {
        try {
            return connections.createConnection().isOpen();
        } catch (AmqpException e) {
            return false;
        }
    }

    @Override
    public void close() {
        containers.forEach(SimpleMessageListenerContainer::shutdown);
        publishing.destroy();
        connections.destroy();
    }
}
