package dev.tintype.broker.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is RabbitMQ's own, beyond the contract: topology, confirms, dead letters. */
@ExtendWith(RabbitExtension.class)
class RabbitBrokerTest {
    private static final String NOOP = RabbitTopology.queue(Pool.NOOP);

    private final RabbitProcess rabbit;
    private final RawRabbit operator;
    private final RabbitBroker broker;

    RabbitBrokerTest(RabbitProcess rabbit) {
        this.rabbit = rabbit;
        this.operator = RawRabbit.on(rabbit);
        this.broker = new RabbitBroker(settings(rabbit.uri()));
    }

    static RabbitSettings settings(URI uri) {
        return new RabbitSettings(List.of(uri), null, null, null, Duration.ofSeconds(10), Duration.ofMillis(50));
    }

    @BeforeEach
    void declare() throws Exception {
        assertThat(broker.available()).isTrue();
        operator.purge();
    }

    @AfterEach
    void disconnect() {
        broker.close();
    }

    @Test
    void a_message_nobody_can_read_is_put_aside_with_its_body() throws Exception {
        Queue<Envelope> seen = new ConcurrentLinkedQueue<>();
        broker.subscribe(Pool.NOOP, 1, envelope -> {
            seen.add(envelope);
            return Broker.Outcome.ACK;
        });

        operator.publish(Pool.NOOP, "{\"v\":1,\"unknown\":true}");
        Envelope good = envelope();
        broker.publish(good);

        await().untilAsserted(() -> assertThat(seen).containsExactly(good));
        await().untilAsserted(
                        () -> assertThat(operator.take(RabbitTopology.DEAD)).isEqualTo("{\"v\":1,\"unknown\":true}"));
    }

    @Test
    void a_message_that_no_handler_survives_ends_as_a_dead_letter() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        broker.subscribe(Pool.NOOP, 1, envelope -> {
            deliveries.incrementAndGet();
            throw new IllegalStateException("a defect");
        });

        broker.publish(envelope());

        await().atMost(30, TimeUnit.SECONDS).until(() -> operator.waiting(RabbitTopology.DEAD) == 1);
        assertThat(deliveries).hasValueBetween(20, 21);
    }

    @Test
    void an_outage_of_the_ledger_makes_no_dead_letters() {
        AtomicInteger looks = new AtomicInteger();
        Queue<Envelope> seen = new ConcurrentLinkedQueue<>();
        broker.subscribe(Pool.NOOP, 1, envelope -> {
            if (looks.incrementAndGet() < 40) {
                return Broker.Outcome.REQUEUE;
            }
            seen.add(envelope);
            return Broker.Outcome.ACK;
        });
        Envelope envelope = envelope();

        broker.publish(envelope);

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(seen).containsExactly(envelope));
    }

    @Test
    void a_message_for_which_there_is_no_queue_is_not_taken_for_published_and_the_queue_comes_back() throws Exception {
        broker.publish(envelope());
        operator.delete(NOOP);

        assertThatThrownBy(() -> broker.publish(envelope()))
                .isInstanceOf(BrokerUnavailable.class)
                .hasMessageContaining("no queue");

        broker.publish(envelope());
        assertThat(operator.waiting(NOOP)).isEqualTo(1);
    }

    @Test
    void a_full_queue_refuses_and_that_is_told() throws Exception {
        operator.delete(NOOP);
        operator.declare(NOOP, Map.of("x-queue-type", "quorum", "x-max-length", 2, "x-overflow", "reject-publish"));
        operator.call(channel -> channel.queueBind(NOOP, RabbitTopology.JOBS, Pool.NOOP.wireName()));

        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            broker.publish(envelope());
                        }
                    })
                    .isInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("refused");
        } finally {
            operator.delete(NOOP);
        }
    }

    @Test
    void a_queue_with_other_arguments_is_told_apart_in_words() throws Exception {
        operator.delete(NOOP);
        operator.declare(NOOP, Map.of("x-queue-type", "quorum", "x-delivery-limit", 5));

        try (RabbitBroker other = new RabbitBroker(settings(rabbit.uri()))) {
            assertThat(other.available()).isFalse();
            assertThat(other.problem())
                    .startsWith("queue tintype.noop has x-")
                    .contains(" on the broker, but needs ")
                    .contains("delete that queue");
            assertThatThrownBy(() -> other.publish(envelope()))
                    .isInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("tintype.noop");

            operator.delete(NOOP);

            assertThat(other.available()).isTrue();
            assertThat(other.problem()).isNull();
            other.publish(envelope());
        }
    }

    @Test
    void an_unreachable_broker_is_unavailable_and_no_more() {
        try (RabbitBroker nowhere = new RabbitBroker(settings(URI.create("amqp://guest:guest@127.0.0.1:1")))) {
            assertThat(nowhere.available()).isFalse();
            assertThatThrownBy(() -> nowhere.publish(envelope())).isInstanceOf(BrokerUnavailable.class);
            nowhere.subscribe(Pool.NOOP, 1, envelope -> Broker.Outcome.ACK);
            nowhere.onControl(message -> {});
        }
    }

    @Test
    void a_broker_that_takes_connections_and_says_nothing_keeps_no_health_check_waiting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RabbitBroker hanging = new RabbitBroker(
                        settings(URI.create("amqp://guest:guest@127.0.0.1:" + silent.getLocalPort())))) {
            long begun = System.nanoTime();

            assertThat(hanging.available()).isFalse();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_500));
        }
    }

    static Envelope envelope() {
        return new Envelope(
                Envelope.VERSION, JobId.create(), "acme", Pool.NOOP, "{\"type\":\"noop\"}", Instant.EPOCH, null);
    }
}
