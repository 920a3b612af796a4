package dev.tintype.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.callback.Delivery;
import dev.tintype.job.JobId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** At least once, whatever dies or is stopped: here a whole process, after it has sent and before it can record. */
class KilledPoolTest extends PoolTest {
    @Test
    void what_a_killed_pool_sent_and_did_not_record_is_sent_again_under_the_same_id(URI redis)
            throws IOException, InterruptedException {
        CountDownLatch killed = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(out -> await().until(() -> killed.getCount() == 0))) {
            JobId id = queued(receiver.url());
            Process process = PoolProcess.start(redis, receiver);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> receiver.requests().size() == 1);
            } finally {
                process.destroyForcibly().waitFor();
                killed.countDown();
            }
            receiver.answerFromNowOn(Receiver.saying("200 OK"));
            assertThat(delivery(id).state()).isEqualTo(Delivery.State.PENDING);
            assertThat(outbox.attempts(delivery(id).id())).isEmpty();

            send(receiver);

            assertThat(ended(id).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().get(1).id())
                    .isEqualTo(receiver.requests().get(0).id())
                    .isEqualTo(delivery(id).id().value());
            assertThat(receiver.requests().get(1).body())
                    .isEqualTo(receiver.requests().get(0).body());
        }
    }

    @Test
    void what_is_being_sent_when_the_process_is_told_to_stop_arrives_and_is_recorded(URI redis)
            throws IOException, InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(out -> {
            await().until(() -> closing.getCount() == 0);
            Receiver.saying("200 OK").write(out);
        })) {
            JobId id = queued(receiver.url());
            Process process = PoolProcess.start(redis, receiver);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> receiver.requests().size() == 1);
                // Process.destroy() would close what it says.
                process.toHandle().destroy();
                assertThat(process.inputReader().lines().anyMatch(PoolProcess.CLOSING::equals))
                        .isTrue();
                closing.countDown();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }

            assertThat(outbox.attempts(delivery(id).id()))
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(200));
        }
    }
}
