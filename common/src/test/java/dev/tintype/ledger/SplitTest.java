package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Priority;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest extends TransitionTest {
    private final JobId first = JobId.create();
    private final JobId second = JobId.create();

    private Finish split(JobId id) {
        return ledger.split(id, 1, List.of(chunk(first, 3), chunk(second, 1)));
    }

    private static NewChunk chunk(JobId id, int weight) {
        return new NewChunk(id, aJob().maxAttempts(2).build().request(), weight, List.of());
    }

    private void limits(TenantLimits acme) {
        settings(new DispatchSettings(Map.of(), 64, BACKLOG_LOOK, TenantLimits.defaults(), Map.of("acme", acme)));
    }

    /** A job that waits for its chunks, which wait for a worker. */
    private JobId cut(Jobs job) {
        JobId id = running(job);
        assertThat(split(id)).isEqualTo(new Finish.Done(JobState.BLOCKED));
        assertThat(dispatched()).containsExactly(first, second);
        return id;
    }

    private void succeed(JobId id) {
        ledger.finish(id, claimed(id), resultOf(1));
    }

    @Test
    void a_cut_job_gives_its_slot_back_and_waits_for_its_chunks() {
        limits(new TenantLimits(1, 0, 1));
        JobId whole = running(aJob().priority(Priority.HIGH));
        split(whole);

        assertThat(job(whole).state()).isEqualTo(JobState.BLOCKED);
        assertThat(job(whole).fails()).isZero();
        assertThat(job(whole).chunks()).containsExactly(first, second);
        assertThat(job(first).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(first).request()).isEqualTo(chunk(first, 3).request());
        // one may run at once: the tenant's cap holds for chunks as for others
        assertThat(dispatched()).containsExactly(first);
        succeed(first);
        assertThat(dispatched()).containsExactly(second);
        succeed(second);

        assertThat(job(whole).state()).isEqualTo(JobState.QUEUED);
        assertThat(dispatched()).containsExactly(whole);
        assertThat(claimed(whole)).isEqualTo(2);
        assertThat(job(whole).chunks()).containsExactly(first, second);
    }

    @Test
    void chunks_are_neither_listed_nor_told_nor_counted_as_waiting() {
        limits(new TenantLimits(0, 3, 1));
        JobId whole = cut(aJob());

        assertThat(redis.zrange("{tintype}:idx:acme", 0, -1)).containsExactly(whole.value());
        assertThat(redis.zrange("{tintype}:idx:acme:state:queued", 0, -1)).isEmpty();
        accepted(aJob());
        accepted(aJob());
        assertThat(ledger.accept(aJob().build())).isEqualTo(new Accepted.Full(3));
    }

    @Test
    void the_progress_of_a_cut_job_is_the_sum_of_its_chunks() {
        JobId whole = cut(aJob());
        claimed(first);
        claimed(second);
        long version = job(whole).version();

        ledger.beat(first, 1, LEASE, Progress.of(50, "encode"));
        assertThat(job(whole).progress()).isEqualTo(Progress.of(10 + 30, "chunks"));
        assertThat(job(whole).version()).isEqualTo(version + 1);
        ledger.finish(second, 1, resultOf(1));
        assertThat(job(whole).progress()).isEqualTo(Progress.of(10 + 50, "chunks"));
    }

    @Test
    void a_chunk_whose_worker_is_lost_is_tried_again_and_nothing_else_is() {
        JobId whole = cut(aJob());
        claimed(first);
        claimed(second);
        ledger.finish(second, 1, resultOf(1));
        clock.advance(LEASE);

        ledger.tick(first);
        clock.advance(Duration.ofMinutes(5));
        assertThat(ledger.tick(first)).isInstanceOf(Tick.Publish.class);
        assertThat(claimed(first)).isEqualTo(2);
        ledger.finish(first, 2, resultOf(2));

        assertThat(job(whole).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(second).attempt()).isEqualTo(1);
        assertThat(job(whole).fails()).isZero();
    }

    @Test
    void a_chunk_that_fails_fails_its_whole_with_its_error_and_ends_the_others() {
        JobId whole = cut(aJob());
        JobId late = accepted(aJob().after(whole));
        claimed(first);
        claimed(second);

        ledger.fail(first, 1, hopeless());

        assertThat(job(whole).state()).isEqualTo(JobState.FAILED);
        assertThat(job(whole).error())
                .satisfies(error -> assertThat(error.code()).isEqualTo("egress_denied"));
        assertThat(job(late).state()).isEqualTo(JobState.FAILED);
        assertThat(ledger.beat(second, 1, LEASE, null)).isEqualTo(Beat.CANCEL);
        ledger.cancelled(second, 1);
        assertThat(job(second).state()).isEqualTo(JobState.CANCELLED);
        assertThat(ledger.expired(10)).hasSize(2);
    }

    @Test
    void cancelling_the_whole_ends_every_chunk() {
        JobId whole = cut(aJob());
        claimed(first);

        assertThat(ledger.cancel("acme", whole)).isEqualTo(new Cancel.Cancelled());

        assertThat(job(second).state()).isEqualTo(JobState.CANCELLED);
        assertThat(dispatched()).isEmpty();
        assertThat(ledger.beat(first, 1, LEASE, null)).isEqualTo(Beat.CANCEL);
        assertThat(ledger.cancelled(first, 1)).isEqualTo(new Finish.Done(JobState.CANCELLED));
    }

    @Test
    void what_chunks_made_goes_when_the_whole_has_ended_and_not_before() {
        JobId whole = cut(aJob());
        succeed(first);
        succeed(second);
        assertThat(ledger.expired(10)).isEmpty();
        assertThat(dispatched()).containsExactly(whole);
        claimed(whole);
        clock.advance(Duration.ofDays(400));
        assertThat(ledger.expired(10)).isEmpty();

        ledger.finish(whole, 2, resultOf(2));

        assertThat(ledger.expired(10)).hasSize(2);
        assertThat(ledger.delete("acme", first)).isTrue();
        assertThat(ledger.delete("acme", second)).isTrue();
    }

    @Test
    void a_join_that_fails_for_a_while_is_tried_again_with_the_same_chunks() {
        JobId whole = cut(aJob());
        succeed(first);
        succeed(second);
        assertThat(dispatched()).containsExactly(whole);
        claimed(whole);

        ledger.fail(whole, 2, retryable());
        clock.advance(Duration.ofMinutes(5));
        ledger.tick(whole);

        assertThat(claimed(whole)).isEqualTo(3);
        assertThat(job(whole).chunks()).containsExactly(first, second);
    }

    @Test
    void a_requested_cancel_wins() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(split(id)).isEqualTo(new Finish.Done(JobState.CANCELLED));
        assertThat(ledger.find("acme", first)).isEmpty();
    }

    @Test
    void asking_again_because_the_answer_was_lost_answers_the_same() {
        JobId whole = cut(aJob());
        succeed(first);

        assertThat(split(whole)).isEqualTo(new Finish.Done(JobState.BLOCKED));
        assertThat(job(first).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_fenced_attempt_makes_no_chunks() {
        JobId id = running(aJob());

        assertThat(ledger.split(id, 2, List.of(chunk(first, 1)))).isEqualTo(new Finish.Fenced());
        assertThat(ledger.find("acme", first)).isEmpty();
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }
}
