package dev.tintype.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import dev.tintype.redis.RedisExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** One script at a time, against a real Redis and a clock that stands still. Every test leaves the ledger in order. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init")
abstract class TransitionTest {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration GRACE = LedgerSettings.defaults().publishGrace();
    static final Duration BACKLOG_LOOK = LedgerSettings.defaults().dispatch().backlogLook();
    static final Duration REDISPATCH = LedgerSettings.defaults().redispatch();

    RedisClient redis;
    ManualClock clock;
    JobLedger ledger;

    @BeforeEach
    void openLedger(RedisClient client) {
        redis = client;
        clock = new ManualClock(client);
        ledger = clock.ledger();
    }

    @AfterEach
    void the_ledger_is_in_order() {
        assertThat(LedgerChecker.violations(redis)).isEmpty();
    }

    JobId accepted(Jobs job) {
        NewJob built = job.build();
        assertThat(ledger.accept(built)).isInstanceOf(Accepted.Created.class);
        return built.id();
    }

    /** The number of the attempt that now runs. */
    int claimed(JobId id) {
        return ((Claim.Claimed) ledger.claim(id, "worker-1", LEASE)).job().attempt();
    }

    JobId running(Jobs job) {
        JobId id = accepted(job);
        claimed(id);
        return id;
    }

    Job job(JobId id) {
        return ledger.find("acme", id).orElseThrow();
    }

    /** What is published when the pool is topped up, in order. */
    List<JobId> dispatched() {
        return ledger.pools().dispatch(Pool.NOOP, 100).stream()
                .map(job -> job.envelope().id())
                .toList();
    }

    /** From here on a ledger with these settings, on the same server. */
    void settings(DispatchSettings dispatch) {
        LedgerSettings settings = LedgerSettings.defaults().with(dispatch);
        ledger = clock.ledger(settings, ManualClock.scripts(settings), () -> 0.5);
    }

    /** When the job is looked at next, from now. */
    Duration timer(JobId id) {
        Double due = redis.zscore(Keys.TIMERS, id.value());
        assertThat(due).as("timer of " + id).isNotNull();
        return Duration.between(clock.now(), Instant.ofEpochMilli(due.longValue()));
    }

    static JobFailure retryable() {
        return new JobFailure(ErrorCode.NAVIGATION_TIMEOUT, "The page was not ready.");
    }

    static JobFailure hopeless() {
        return new JobFailure(ErrorCode.EGRESS_DENIED, "The host is not allowed.");
    }

    static JobResult resultOf(int attempt) {
        Artifact artifact = new Artifact("a.png", "screenshot", "image/png", 3, "00".repeat(32), attempt, Map.of());
        return new JobResult(List.of(artifact), Map.of("status", 200));
    }
}
