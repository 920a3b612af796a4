package dev.tintype.broker.rabbit;

import static dev.tintype.broker.rabbit.RabbitBrokerTest.settings;
import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Broker;
import dev.tintype.broker.Envelope;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import dev.tintype.ledger.Claim;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerChecker;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.redis.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** Rule 4 over the real broker and the real ledger: messages may be lost or doubled. */
@ExtendWith({RedisExtension.class, RabbitExtension.class})
class RabbitDispatchTest {
    private static final int JOBS = 40;
    private static final String NOOP = RabbitTopology.queue(Pool.NOOP);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final RedisClient redis;
    private final JobLedger ledger;
    private final RawRabbit operator;
    private final RabbitBroker broker;
    private final Dispatcher dispatcher;
    private final Reconciler reconciler;
    private final Queue<JobId> claimed = new ConcurrentLinkedQueue<>();

    RabbitDispatchTest(RedisClient redis, RabbitProcess rabbit) {
        this.redis = redis;
        this.operator = RawRabbit.on(rabbit);
        this.broker = new RabbitBroker(settings(rabbit.uri()));
        // A message that waits for two seconds counts as lost.
        LedgerSettings usual = LedgerSettings.defaults();
        this.ledger = new JobLedger(
                redis,
                new LedgerSettings(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        usual.backoffBase(),
                        usual.backoffCap(),
                        usual.idempotencyTtl(),
                        usual.eventsKept()));
        this.dispatcher = new Dispatcher(ledger, broker);
        this.reconciler = new Reconciler(ledger, dispatcher, Duration.ofMillis(50));
    }

    @BeforeEach
    void start() throws Exception {
        assertThat(broker.available()).isTrue();
        operator.purge();
        reconciler.start();
    }

    @AfterEach
    void stop() {
        reconciler.close();
        dispatcher.close();
        broker.close();
    }

    @Test
    void jobs_whose_messages_were_purged_are_published_again() throws Exception {
        List<JobId> accepted = accept();
        await().until(() -> operator.waiting(NOOP) == JOBS);

        operator.purge();
        broker.subscribe(Pool.NOOP, 2, this::work);

        await().atMost(Duration.ofSeconds(30)).until(() -> claimed.size() == JOBS);
        await().untilAsserted(() ->
                assertThat(LedgerChecker.violationsAtTheEnd(redis, accepted)).isEmpty());
    }

    @Test
    void jobs_whose_messages_come_twice_run_once() throws Exception {
        List<JobId> accepted = accept();
        await().until(() -> operator.waiting(NOOP) >= JOBS);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            messages.add(operator.take(NOOP));
        }
        for (String message : messages) {
            operator.publish(Pool.NOOP, message);
            operator.publish(Pool.NOOP, message);
        }

        broker.subscribe(Pool.NOOP, 4, this::work);

        await().atMost(Duration.ofSeconds(30)).until(() -> operator.waiting(NOOP) == 0 && claimed.size() >= JOBS);
        await().untilAsserted(() ->
                assertThat(LedgerChecker.violationsAtTheEnd(redis, accepted)).isEmpty());
        assertThat(claimed).hasSize(JOBS).doesNotHaveDuplicates();
    }

    private List<JobId> accept() {
        List<JobId> accepted = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            JobId id = JobId.create();
            ledger.accept(aJob().id(id).build());
            accepted.add(id);
        }
        return accepted;
    }

    /** What a worker does. */
    private Broker.Outcome work(Envelope envelope) {
        if (ledger.claim(envelope.id(), "worker", LEASE) instanceof Claim.Claimed(var job)) {
            claimed.add(job.id());
            ledger.finish(job.id(), job.attempt(), JobResult.empty());
        }
        return Broker.Outcome.ACK;
    }
}
