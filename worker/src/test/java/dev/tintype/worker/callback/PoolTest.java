package dev.tintype.worker.callback;

import static dev.tintype.ledger.Jobs.aJob;
import static org.awaitility.Awaitility.await;

import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.registry.EndpointRegistry;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.EventType;
import dev.tintype.job.JobId;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.NewJob;
import dev.tintype.redis.RedisExtension;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** The pool over a real ledger, sending to real sockets. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init")
abstract class PoolTest {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SEAL_KEY = "a-key-of-the-tests-with-32-letters";

    static final CallbackSettings QUICK = new CallbackSettings(
            Duration.ofMillis(20), Duration.ofSeconds(3), Duration.ofSeconds(1), 64, 4, Duration.ofSeconds(30));

    /** For tests in which nothing may be too slow on a busy machine. */
    static final CallbackSettings PATIENT = new CallbackSettings(
            Duration.ofMillis(20), Duration.ofSeconds(30), Duration.ofSeconds(15), 64, 4, Duration.ofSeconds(30));

    JobLedger ledger;
    CallbackOutbox outbox;
    EndpointRegistry registry;
    private @Nullable CallbackPool pool;

    @BeforeEach
    void open(RedisClient redis) {
        ledger = new JobLedger(redis);
        outbox = new CallbackOutbox(redis);
        registry = registry(redis);
    }

    static EndpointRegistry registry(RedisClient redis) {
        return new EndpointRegistry(
                new EndpointStore(redis),
                new SecretBox(new SealKeys(List.of(SEAL_KEY)), "callback-secrets"),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (pool != null) {
            pool.close();
        }
    }

    /** Starts the pool; only these receivers may be called. */
    void send(Receiver... to) {
        send(QUICK, to);
    }

    void send(CallbackSettings settings, Receiver... to) {
        pool = new CallbackPool(outbox, registry, allowing(to), InstantSource.system(), settings);
        pool.start();
    }

    static EgressPolicy allowing(Receiver... to) {
        return EgressPolicy.of(
                Arrays.stream(to).map(each -> "127.0.0.1:" + each.port()).toList());
    }

    /** A job that is queued, with a callback of its own that is told so. */
    JobId queued(String url) {
        return accepted(aJob().callback(url, EventType.JOB_QUEUED).build());
    }

    JobId accepted(NewJob job) {
        return ((Accepted.Created) ledger.accept(job)).job().id();
    }

    Registered endpoint(Receiver receiver, EventType... events) {
        return registry.create("acme", receiver.url(), List.of(events), null, false)
                .orElseThrow();
    }

    /** The one delivery of a job. */
    Delivery delivery(JobId id) {
        return outbox.ofJob("acme", id).getFirst();
    }

    /** The newest attempt of a job's one delivery, once it has been made. */
    DeliveryAttempt attempted(JobId id) {
        return await().atMost(PATIENCE)
                .until(() -> outbox.attempts(delivery(id).id()), log -> !log.isEmpty())
                .getLast();
    }

    Delivery ended(JobId id) {
        return await().atMost(PATIENCE)
                .until(() -> delivery(id), delivery -> delivery.state() != Delivery.State.PENDING);
    }
}
