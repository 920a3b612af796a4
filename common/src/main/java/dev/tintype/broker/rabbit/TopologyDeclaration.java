package dev.tintype.broker.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Declares the topology, or, for a user who may not, looks whether it is there. Says in words what differs from what is
 * there already: RabbitMQ changes nothing that exists.
 */
final class TopologyDeclaration {
    private static final Pattern INEQUIVALENT = Pattern.compile(
            "inequivalent arg '([^']+)' for (queue|exchange) '([^']+)'.*?: received (.+) but current is (.+)");
    private static final Pattern VALUE = Pattern.compile("(?:the value )?'(.*?)'(?: of type .*)?");

    private final RabbitTemplate template;

    TopologyDeclaration(ConnectionFactory connections) {
        this.template = new RabbitTemplate(connections);
    }

    /**
     * @throws WrongTopology when an operator has to do something
     * @throws AmqpException when the broker does not answer, or not yet
     */
    void declare() {
        for (Declarable declarable : RabbitTopology.durable()) {
            declare(declarable);
        }
    }

    private void declare(Declarable declarable) {
        try {
            template.execute(channel -> make(channel, declarable));
        } catch (AmqpException e) {
            AMQP.Channel.Close refusal = refusal(e).orElseThrow(() -> e);
            switch (refusal.getReplyCode()) {
                case AMQP.PRECONDITION_FAILED -> throw new WrongTopology(difference(refusal.getReplyText()));
                case AMQP.ACCESS_REFUSED -> look(declarable);
                default -> throw e;
            }
        }
    }

    private static @Nullable Void make(Channel channel, Declarable declarable) throws IOException {
        switch (declarable) {
            case Queue queue ->
                channel.queueDeclare(
                        queue.getName(),
                        queue.isDurable(),
                        queue.isExclusive(),
                        queue.isAutoDelete(),
                        queue.getArguments());
            case Exchange exchange ->
                channel.exchangeDeclare(exchange.getName(), exchange.getType(), exchange.isDurable());
            case Binding binding ->
                channel.queueBind(binding.getDestination(), binding.getExchange(), binding.getRoutingKey());
            default -> throw new IllegalStateException("cannot declare " + declarable);
        }
        return null;
    }

    /** What cannot be looked at either is taken to be there; a message that it should route comes back. */
    private void look(Declarable declarable) {
        try {
            template.execute(channel -> {
                switch (declarable) {
                    case Queue queue -> channel.queueDeclarePassive(queue.getName());
                    case Exchange exchange -> channel.exchangeDeclarePassive(exchange.getName());
                    default -> {
                        // nothing to ask
                    }
                }
                return null;
            });
        } catch (AmqpException e) {
            AMQP.Channel.Close refusal = refusal(e).orElseThrow(() -> e);
            if (refusal.getReplyCode() == AMQP.ACCESS_REFUSED) {
                return;
            }
            if (refusal.getReplyCode() != AMQP.NOT_FOUND) {
                throw e;
            }
            throw new WrongTopology(name(declarable)
                    + " is missing on the broker and this user may not make it:"
                    + " import the definitions file of deploy/rabbitmq");
        }
    }

    private static String name(Declarable declarable) {
        return switch (declarable) {
            case Queue queue -> "queue " + queue.getName();
            case Exchange exchange -> "exchange " + exchange.getName();
            default -> "a binding";
        };
    }

    private static Optional<AMQP.Channel.Close> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                Method reason = signal.getReason();
                return reason instanceof AMQP.Channel.Close close ? Optional.of(close) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The broker's sentence about an inequivalent argument as one for operators, with the way out. */
    static String difference(String replyText) {
        Matcher matcher = INEQUIVALENT.matcher(replyText);
        if (!matcher.find()) {
            return "the broker has other queues than Tintype needs: " + replyText;
        }
        String thing = matcher.group(2) + " " + matcher.group(3);
        return thing + " has " + matcher.group(1) + " " + value(matcher.group(5)) + " on the broker, but needs "
                + value(matcher.group(4)) + ": delete that " + matcher.group(2)
                + ", Tintype makes it anew and publishes waiting jobs again";
    }

    private static String value(String text) {
        Matcher matcher = VALUE.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }
}
