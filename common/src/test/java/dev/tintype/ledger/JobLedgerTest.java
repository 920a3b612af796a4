package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.redis.RedisExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job's whole way, against the server's own clock. */
@ExtendWith(RedisExtension.class)
class JobLedgerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Artifact PICTURE = new Artifact(
            "screenshot.png", "screenshot", "image/png", 48_213, "ab".repeat(32), 1, Map.of("width", 1280));

    private final JobLedger ledger;

    JobLedgerTest(JobLedger ledger) {
        this.ledger = ledger;
    }

    @Test
    void a_job_goes_from_accepted_to_succeeded() {
        NewJob job = aJob().tags("nightly").build();

        Job accepted = ((Accepted.Created) ledger.accept(job)).job();
        Claim.Claimed claimed = (Claim.Claimed) ledger.claim(job.id(), "worker-1", LEASE);
        Finish finished = ledger.finish(job.id(), 1, new JobResult(List.of(PICTURE), Map.of("status", 200)));

        assertThat(accepted.state()).isEqualTo(JobState.QUEUED);
        assertThat(accepted.version()).isEqualTo(1);
        assertThat(accepted.request()).isEqualTo(job.request());
        assertThat(claimed.job().attempt()).isEqualTo(1);
        assertThat(finished).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
        Job found = ledger.find("acme", job.id()).orElseThrow();
        assertThat(found.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(found.version()).isEqualTo(3);
        assertThat(found.artifacts()).containsExactly(PICTURE);
        assertThat(found.report()).isEqualTo(Map.of("status", 200));
        assertThat(found.finishedAt()).isBetween(found.startedAt(), found.expiresAt());
        assertThat(ledger.nextDue()).isEmpty();
    }

    @Test
    void after_a_restart_what_was_published_is_due_at_once_and_what_was_running_waits_again_without_blame() {
        NewJob published = aJob().build();
        NewJob running = aJob().build();
        NewJob scheduled = aJob().runAt(Instant.now().plusSeconds(600)).build();
        List.of(published, running, scheduled).forEach(ledger::accept);
        ledger.dispatched(Map.of(published.id(), 0));
        ledger.claim(running.id(), "worker-1", LEASE);
        assertThat(ledger.due(10)).isEmpty();

        long found = ledger.recover();

        assertThat(found).isEqualTo(2);
        assertThat(ledger.due(10)).containsExactly(published.id());
        assertThat(ledger.tick(published.id())).isInstanceOf(Tick.Publish.class);
        assertThat(ledger.pools().dispatch(Pool.NOOP, 10))
                .singleElement()
                .satisfies(job -> assertThat(job.envelope().id()).isEqualTo(running.id()));
        assertThat(ledger.find("acme", running.id()).orElseThrow().fails()).isZero();
    }

    @Test
    void a_job_that_was_running_whenever_the_server_was_lost_fails_and_the_one_beside_it_does_not() {
        NewJob killer = aJob().maxAttempts(1).build();
        ledger.accept(killer);
        for (int i = 1; i <= JobLedger.MOST_CRASHES; i++) {
            assertThat(ledger.find("acme", killer.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
            ledger.pools().dispatch(Pool.NOOP, 10);
            ledger.claim(killer.id(), "worker-1", LEASE);
            ledger.recover();
        }

        Job job = ledger.find("acme", killer.id()).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.fails()).isZero();
        assertThat(job.error()).satisfies(error -> assertThat(error.code()).isEqualTo("worker_lost"));
        assertThat(ledger.nextDue()).isEmpty();
    }

    @Test
    void of_many_workers_that_hear_of_a_job_at_once_one_gets_it() throws Exception {
        NewJob job = aJob().build();
        ledger.accept(job);
        List<Callable<Claim>> workers = Stream.<Callable<Claim>>generate(
                        () -> () -> ledger.claim(job.id(), "worker", LEASE))
                .limit(64)
                .toList();

        List<Claim> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Claim> claim : threads.invokeAll(workers)) {
                claims.add(claim.get());
            }
        }

        assertThat(claims).filteredOn(Claim.Claimed.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(63);
    }
}
