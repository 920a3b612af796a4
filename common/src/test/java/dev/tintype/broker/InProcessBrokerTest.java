package dev.tintype.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker.Outcome;
import dev.tintype.broker.Broker.Subscription;
import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class InProcessBrokerTest extends BrokerContract {
    @Override
    protected Broker open() {
        return new InProcessBroker(1_000, Duration.ofMillis(20));
    }

    @Test
    void a_full_queue_refuses_and_says_so() {
        try (InProcessBroker small = new InProcessBroker(2, Duration.ofMillis(20))) {
            small.publish(envelope(Pool.NOOP));
            small.publish(envelope(Pool.NOOP));

            assertThatThrownBy(() -> small.publish(envelope(Pool.NOOP))).isInstanceOf(BrokerUnavailable.class);
            small.publish(envelope(Pool.CAPTURE));
        }
    }

    @Test
    void closing_does_not_sit_out_the_pause_before_a_message_comes_again() {
        Queue<Envelope> handled = new ConcurrentLinkedQueue<>();
        try (InProcessBroker patient = new InProcessBroker(10, Duration.ofHours(1))) {
            Subscription subscription = patient.subscribe(Pool.NOOP, 1, message -> {
                handled.add(message);
                return Outcome.REQUEUE;
            });
            Envelope envelope = envelope(Pool.NOOP);
            patient.publish(envelope);
            await().until(() -> handled.size() == 1);

            subscription.close();

            patient.subscribe(Pool.NOOP, 1, message -> {
                handled.add(message);
                return Outcome.ACK;
            });
            await().untilAsserted(() -> assertThat(handled).containsExactly(envelope, envelope));
        }
    }

    @Test
    void closing_ends_the_threads() {
        try (InProcessBroker broker = new InProcessBroker(10, Duration.ofMillis(20))) {
            Subscription subscription = broker.subscribe(Pool.CAPTURE, 3, message -> Outcome.ACK);
            await().until(() -> consumers() == 3);

            subscription.close();

            assertThat(consumers()).isZero();
        }
    }

    private static long consumers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("consume-capture"))
                .count();
    }
}
