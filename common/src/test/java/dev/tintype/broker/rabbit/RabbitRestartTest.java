package dev.tintype.broker.rabbit;

import static dev.tintype.broker.rabbit.RabbitBrokerTest.envelope;
import static dev.tintype.broker.rabbit.RabbitBrokerTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that dies and comes back. */
class RabbitRestartTest {
    /** Erlang writes what was declared to disk within this time; younger queues a kill may leave half made. */
    private static final Duration ON_DISK = Duration.ofSeconds(4);

    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void messages_outlive_a_killed_broker_and_consumers_and_broadcasts_come_back(RabbitRelease release)
            throws Exception {
        try (RabbitProcess rabbit = RabbitProcess.start(release);
                RabbitBroker broker = new RabbitBroker(settings(rabbit.uri()))) {
            Queue<ControlMessage> heard = new ConcurrentLinkedQueue<>();
            broker.onControl(heard::add);
            Envelope before = envelope();
            Envelope after = envelope();
            broker.publish(before);
            await().pollDelay(ON_DISK).until(broker::available);

            rabbit.kill();

            await().atMost(Duration.ofSeconds(10)).until(() -> !broker.available());
            assertThatThrownBy(() -> broker.publish(envelope())).isInstanceOf(BrokerUnavailable.class);
            Queue<Envelope> seen = new ConcurrentLinkedQueue<>();
            broker.subscribe(Pool.NOOP, 2, envelope -> {
                seen.add(envelope);
                return Broker.Outcome.ACK;
            });

            rabbit.startAgain();

            await().atMost(RECOVERY)
                    .ignoreExceptionsInstanceOf(BrokerUnavailable.class)
                    .until(() -> {
                        broker.publish(after);
                        return true;
                    });
            await().atMost(RECOVERY).untilAsserted(() -> assertThat(seen).contains(before, after));
            ControlMessage cancel = new ControlMessage.Cancel(JobId.create());
            await().atMost(RECOVERY).untilAsserted(() -> {
                broker.broadcast(cancel);
                assertThat(heard).contains(cancel);
            });
        }
    }
}
