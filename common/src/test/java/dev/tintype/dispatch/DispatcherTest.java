package dev.tintype.dispatch;

import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisExtension;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class DispatcherTest {
    private static final int DEFECTS = 20;

    @Test
    void a_defect_of_the_broker_s_does_not_end_publishing(JobLedger ledger) {
        Defective broker = new Defective();
        try (Dispatcher dispatcher = new Dispatcher(ledger, broker)) {
            for (int i = 0; i <= DEFECTS; i++) {
                dispatcher.offer(envelope(), 0);
            }

            await().until(() -> broker.tried.size() > DEFECTS);
        }
    }

    private static Envelope envelope() {
        return new Envelope(
                Envelope.VERSION, JobId.create(), "acme", Pool.NOOP, "{\"type\":\"noop\"}", Instant.EPOCH, null);
    }

    /** Fails in a way that nobody expects. */
    private static final class Defective implements Broker {
        private final Queue<Envelope> tried = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(Envelope envelope) {
            tried.add(envelope);
            throw new IllegalStateException("a defect");
        }

        @Override
        public Subscription subscribe(Pool pool, int consumers, Handler handler) {
            return () -> {};
        }

        @Override
        public void broadcast(ControlMessage message) {}

        @Override
        public Subscription onControl(Consumer<ControlMessage> listener) {
            return () -> {};
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public void close() {}
    }
}
