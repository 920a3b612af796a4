package dev.tintype.broker.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is RabbitMQ's own, beyond the contract: topology, confirms, dead letters, broken connections. */
class RabbitBrokerTest {
    private static RabbitProcess rabbit;

    private RabbitBroker broker;

    @BeforeAll
    static void startRabbit() throws IOException {
        rabbit = RabbitProcess.start();
    }

    @AfterAll
    static void stopRabbit() throws IOException {
        rabbit.close();
    }

    @BeforeEach
    void connect() {
        broker = new RabbitBroker(rabbit.uri(), Duration.ofSeconds(5), Duration.ofMillis(50));
    }

    @AfterEach
    void disconnect() throws Exception {
        broker.close();
        withChannel(channel -> {
            for (Pool pool : Pool.values()) {
                channel.queueDelete(RabbitTopology.queue(pool));
            }
            channel.queueDelete(RabbitTopology.DEAD);
            return "";
        });
    }

    @Test
    void a_message_nobody_can_read_is_put_aside_with_its_body() throws Exception {
        Queue<Envelope> seen = new ConcurrentLinkedQueue<>();
        try (Broker.Subscription _ = broker.subscribe(Pool.NOOP, 1, envelope -> {
            seen.add(envelope);
            return Broker.Outcome.ACK;
        })) {
            publishRaw("{\"v\":1,\"unknown\":true}");
            Envelope good = envelope();
            broker.publish(good);

            await().untilAsserted(() -> assertThat(seen).containsExactly(good));
        }
        await().untilAsserted(() -> assertThat(deadLetter()).isEqualTo("{\"v\":1,\"unknown\":true}"));
    }

    @Test
    void a_message_for_which_there_is_no_queue_is_not_taken_for_published() throws Exception {
        broker.publish(envelope());
        withChannel(channel -> channel.queueDelete(RabbitTopology.queue(Pool.NOOP)));

        assertThatThrownBy(() -> broker.publish(envelope()))
                .isInstanceOf(BrokerUnavailable.class)
                .hasMessageContaining("no queue");
    }

    @Test
    void an_unreachable_broker_is_unavailable_and_no_more() {
        try (RabbitBroker nowhere = new RabbitBroker(URI.create("amqp://guest:guest@127.0.0.1:1"))) {
            assertThat(nowhere.available()).isFalse();
            assertThatThrownBy(() -> nowhere.publish(envelope())).isInstanceOf(BrokerUnavailable.class);
        }
    }

    @Test
    void messages_outlive_a_killed_broker_and_consumers_come_back() throws Exception {
        Envelope before = envelope();
        Envelope after = envelope();
        broker.publish(before);
        rabbit.kill();
        assertThatThrownBy(() -> broker.publish(envelope())).isInstanceOf(BrokerUnavailable.class);
        Queue<Envelope> seen = new ConcurrentLinkedQueue<>();
        try (Broker.Subscription _ = broker.subscribe(Pool.NOOP, 2, envelope -> {
            seen.add(envelope);
            return Broker.Outcome.ACK;
        })) {
            rabbit.startAgain();
            await().atMost(30, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(BrokerUnavailable.class)
                    .untilAsserted(() -> broker.publish(after));

            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(seen).contains(before, after));
        }
    }

    private static Envelope envelope() {
        return new Envelope(
                Envelope.VERSION, JobId.create(), "acme", Pool.NOOP, "{\"type\":\"noop\"}", Instant.EPOCH, null);
    }

    private static void publishRaw(String body) throws Exception {
        withChannel(channel -> {
            channel.basicPublish(
                    RabbitTopology.JOBS,
                    Pool.NOOP.wireName(),
                    MessageProperties.PERSISTENT_BASIC,
                    body.getBytes(StandardCharsets.UTF_8));
            return "";
        });
    }

    private static String deadLetter() throws Exception {
        return withChannel(channel -> {
            GetResponse response = channel.basicGet(RabbitTopology.DEAD, true);
            return response == null ? "" : new String(response.getBody(), StandardCharsets.UTF_8);
        });
    }

    private static <T> T withChannel(ChannelCall<T> call) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return call.on(channel);
        }
    }

    @FunctionalInterface
    private interface ChannelCall<T> {
        T on(Channel channel) throws IOException;
    }
}
