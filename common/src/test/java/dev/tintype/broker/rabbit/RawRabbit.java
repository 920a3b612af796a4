package dev.tintype.broker.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.tintype.job.Pool;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an operator, or a stranger, does on a broker. */
public final class RawRabbit {
    private final URI uri;

    private RawRabbit(URI uri) {
        this.uri = uri;
    }

    public static RawRabbit on(RabbitProcess rabbit) {
        return on(rabbit.uri());
    }

    public static RawRabbit on(URI rabbit) {
        return new RawRabbit(rabbit);
    }

    /** Empties every queue. */
    public void purge() throws Exception {
        for (Pool pool : Pool.values()) {
            call(channel -> channel.queuePurge(RabbitTopology.queue(pool)));
        }
        call(channel -> channel.queuePurge(RabbitTopology.DEAD));
    }

    void delete(String queue) throws Exception {
        call(channel -> channel.queueDelete(queue));
    }

    void declare(String queue, Map<String, Object> arguments) throws Exception {
        call(channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    public void publish(Pool pool, String body) throws Exception {
        publish(pool, List.of(body));
    }

    /** All over one connection: RabbitMQ 4 lets some of many quick ones wait until they time out. */
    public void publish(Pool pool, List<String> bodies) throws Exception {
        call(channel -> {
            for (String body : bodies) {
                channel.basicPublish(
                        RabbitTopology.JOBS,
                        pool.wireName(),
                        MessageProperties.PERSISTENT_BASIC,
                        body.getBytes(StandardCharsets.UTF_8));
            }
            return "";
        });
    }

    /** The next message of a queue, taken; empty when there is none. */
    public String take(String queue) throws Exception {
        return call(channel -> {
            GetResponse response = channel.basicGet(queue, true);
            return response == null ? "" : new String(response.getBody(), StandardCharsets.UTF_8);
        });
    }

    /** All that wait in a queue, taken, over one connection. */
    public List<String> takeAll(String queue) throws Exception {
        return call(channel -> {
            List<String> messages = new ArrayList<>();
            for (GetResponse response = channel.basicGet(queue, true);
                    response != null;
                    response = channel.basicGet(queue, true)) {
                messages.add(new String(response.getBody(), StandardCharsets.UTF_8));
            }
            return messages;
        });
    }

    public int waiting(String queue) throws Exception {
        AMQP.Queue.DeclareOk answer = call(channel -> channel.queueDeclarePassive(queue));
        return answer.getMessageCount();
    }

    <T> T call(ChannelCall<T> call) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return call.on(channel);
        }
    }

    /** Something done on a channel. */
    @FunctionalInterface
    interface ChannelCall<T> {
        T on(Channel channel) throws Exception;
    }
}
