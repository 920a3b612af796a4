package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.ledger.BatchLedger.Planned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTest extends TransitionTest {
    private final BatchId id = BatchId.create();

    private static List<JobId> ids(int count) {
        return Stream.generate(JobId::create).limit(count).toList();
    }

    private Planned plan(BatchId batch, List<JobId> jobs, @Nullable String key) {
        return ledger.batches().plan(batch, "acme", jobs, "request", key);
    }

    private void accept(JobId job) {
        ledger.accept(new NewJob(job, "acme", aJob().build().request(), null, null, null, id));
    }

    private Batch batch() {
        return ledger.batches().find("acme", id).orElseThrow();
    }

    private void end(JobId job) {
        claimed(job);
        ledger.finish(job, 1, resultOf(1));
    }

    @Test
    void a_batch_counts_its_jobs_by_state_and_knows_when_all_have_ended() {
        List<JobId> jobs = ids(3);
        assertThat(plan(id, jobs, null)).isEqualTo(new Planned.New(id));
        jobs.forEach(this::accept);
        ledger.batches().seal(id);

        assertThat(batch().jobs()).isEqualTo(jobs);
        assertThat(batch().accepted()).isTrue();
        assertThat(batch().counts()).isEqualTo(Map.of(JobState.QUEUED, 3));
        assertThat(job(jobs.getFirst()).batch()).isEqualTo(id);
        end(jobs.get(0));
        ledger.cancel("acme", jobs.get(1));
        assertThat(batch().counts())
                .isEqualTo(Map.of(JobState.QUEUED, 1, JobState.SUCCEEDED, 1, JobState.CANCELLED, 1));
        assertThat(batch().completedAt()).isNull();
        clock.advance(Duration.ofSeconds(7));
        end(jobs.get(2));
        assertThat(batch().completedAt()).isEqualTo(clock.now());
    }

    @Test
    void a_batch_is_not_complete_while_jobs_of_it_are_still_to_come() {
        List<JobId> jobs = ids(2);
        plan(id, jobs, null);
        accept(jobs.getFirst());
        end(jobs.getFirst());

        assertThat(batch().completedAt()).isNull();
        assertThat(batch().accepted()).isFalse();
        accept(jobs.getLast());
        end(jobs.getLast());
        assertThat(batch().completedAt()).isNotNull();
    }

    @Test
    void a_batch_is_kept_while_a_job_of_it_goes_on_and_a_while_after() {
        List<JobId> jobs = ids(1);
        plan(id, jobs, null);
        assertThat(redis.pttl(Keys.batch(id))).isPositive();
        accept(jobs.getFirst());
        assertThat(redis.pttl(Keys.batch(id))).isEqualTo(-1);
        end(jobs.getFirst());
        assertThat(Duration.ofMillis(redis.pttl(Keys.batch(id)))).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    }

    @Test
    void the_same_key_and_request_are_the_same_batch() {
        plan(id, ids(2), "k");

        assertThat(plan(BatchId.create(), ids(2), "k")).isEqualTo(new Planned.Replayed(id));
        assertThat(ledger.batches().plan(BatchId.create(), "acme", ids(2), "another", "k"))
                .isEqualTo(new Planned.Mismatch());
    }

    @Test
    void a_batch_that_came_to_nothing_leaves_its_key_free() {
        plan(id, ids(2), "k");
        ledger.batches().forget(id, "acme", "k");

        BatchId other = BatchId.create();
        assertThat(plan(other, ids(2), "k")).isEqualTo(new Planned.New(other));
    }

    @Test
    void a_batch_too_large_for_what_may_wait_is_refused_whole() {
        settings(new DispatchSettings(Map.of(Pool.NOOP, 1), 1, BACKLOG_LOOK, new TenantLimits(0, 3, 1), Map.of()));
        accepted(aJob());

        assertThat(plan(id, ids(3), null)).isEqualTo(new Planned.Full(3));
        assertThat(plan(id, ids(2), null)).isEqualTo(new Planned.New(id));
    }

    @Test
    void another_tenants_batch_is_unknown() {
        plan(id, ids(1), null);

        assertThat(ledger.batches().find("globex", id)).isEmpty();
        assertThat(ledger.batches().find("acme", BatchId.create())).isEmpty();
    }
}
