package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Job;
import dev.tintype.job.JobError;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailTest extends TransitionTest {
    @Test
    void a_failure_that_may_pass_is_tried_again_after_a_pause() {
        JobId id = running(aJob());

        assertThat(ledger.fail(id, 1, retryable())).isEqualTo(new Finish.Done(JobState.SCHEDULED));

        Job job = job(id);
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.fails()).isEqualTo(1);
        assertThat(job.error()).isEqualTo(JobError.of(retryable(), 1));
        assertThat(job.finishedAt()).isNull();
        // Half (the test's "random") of 2 s.
        assertThat(timer(id)).hasSeconds(1);
    }

    @Test
    void pauses_double_up_to_the_cap() {
        JobId id = accepted(aJob().maxAttempts(10));

        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 150}) {
            int attempt = claimed(id);
            ledger.fail(id, attempt, retryable());
            assertThat(timer(id)).hasSeconds(seconds);
            clock.advance(timer(id));
            ledger.tick(id);
        }
    }

    @Test
    void the_last_attempt_ends_the_job() {
        JobId id = running(aJob().maxAttempts(1));

        assertThat(ledger.fail(id, 1, retryable())).isEqualTo(new Finish.Done(JobState.FAILED));

        Job job = job(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo(JobError.of(retryable(), 1));
        assertThat(job.finishedAt()).isEqualTo(clock.now());
        assertThat(job.expiresAt()).isEqualTo(clock.now().plus(Duration.ofDays(1)));
    }

    @Test
    void a_hopeless_failure_ends_the_job_at_once() {
        JobId id = running(aJob());

        assertThat(ledger.fail(id, 1, hopeless())).isEqualTo(new Finish.Done(JobState.FAILED));
        assertThat(job(id).error()).isEqualTo(JobError.of(hopeless(), 1));
    }

    @Test
    void drained_attempts_do_not_count_against_the_last() {
        JobId id = accepted(aJob().maxAttempts(2));
        for (int attempt = 1; attempt <= 5; attempt++) {
            claimed(id);
            ledger.release(id, attempt);
            dispatched();
        }
        claimed(id);

        assertThat(ledger.fail(id, 6, retryable())).isEqualTo(new Finish.Done(JobState.SCHEDULED));
        assertThat(job(id).fails()).isEqualTo(1);
        assertThat(job(id).attempt()).isEqualTo(6);
    }

    @Test
    void a_requested_cancel_wins_and_leaves_no_error() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.fail(id, 1, hopeless())).isEqualTo(new Finish.Done(JobState.CANCELLED));

        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(id).fails()).isZero();
        assertThat(job(id).error()).isNull();
    }

    @Test
    void asking_again_because_the_answer_was_lost_counts_once() {
        JobId id = running(aJob());
        ledger.fail(id, 1, retryable());

        assertThat(ledger.fail(id, 1, retryable())).isEqualTo(new Finish.Done(JobState.SCHEDULED));
        assertThat(job(id).fails()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        ledger.tick(id);
        claimed(id);
        assertThat(ledger.fail(id, 1, retryable())).isEqualTo(new Finish.Done(JobState.SCHEDULED));
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(job(id).fails()).isEqualTo(1);
    }

    @Test
    void another_attempts_failure_is_fenced() {
        JobId id = running(aJob());
        clock.advance(LEASE);
        ledger.tick(id);

        assertThat(ledger.fail(id, 1, hopeless())).isEqualTo(new Finish.Fenced());
        assertThat(job(id).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(ledger.fail(JobId.create(), 1, hopeless())).isEqualTo(new Finish.Fenced());
    }
}
