package dev.tintype.broker.rabbit;

import dev.tintype.broker.BrokerUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Publishes and waits for the broker's word. Thread-safe. */
final class RabbitPublisher {
    private final RabbitConnections connections;
    private final RabbitTemplate template;
    private final Duration confirmTimeout;

    RabbitPublisher(RabbitConnections connections, Duration confirmTimeout) {
        this.connections = connections;
        this.confirmTimeout = confirmTimeout;
        this.template = new RabbitTemplate(connections.publishing());
        template.setMandatory(true);
        // Looked at with the confirm; without a callback the template would warn about each.
        template.setReturnsCallback(returned -> {});
    }

    /**
     * Sends a message that somebody has to take.
     *
     * @throws BrokerUnavailable when the broker has no queue for it, refuses it, or does not say in time
     */
    void send(String exchange, String key, MessageProperties properties, String body) {
        connections.readyToSend();
        Message message = MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8))
                .andProperties(properties)
                .build();
        CorrelationData correlation = new CorrelationData();
        try {
            template.send(exchange, key, message, correlation);
            CorrelationData.Confirm confirm =
                    correlation.getFuture().get(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS);
            // First of all, because an unroutable mandatory message is returned and confirmed.
            if (correlation.getReturned() != null) {
                connections.forget();
                throw new BrokerUnavailable("no queue takes messages for " + key);
            }
            if (!confirm.ack()) {
                throw new BrokerUnavailable("the broker refused a message for " + key + ": its queue may be full");
            }
        } catch (AmqpException | TimeoutException | ExecutionException e) {
            throw new BrokerUnavailable("the broker did not confirm a message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("interrupted while the broker confirmed", e);
        }
    }

    /** Sends a message that may find nobody, and does not wait. */
    void tell(String exchange, String body) {
        connections.readyToSend();
        try {
            template.execute(channel -> {
                channel.basicPublish(exchange, "", null, body.getBytes(StandardCharsets.UTF_8));
                return null;
            });
        } catch (AmqpException e) {
            throw new BrokerUnavailable("the broker was not reached", e);
        }
    }
}
