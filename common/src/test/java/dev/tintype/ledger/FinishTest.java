package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinishTest extends TransitionTest {
    @Test
    void the_running_attempt_ends_the_job_and_shows_what_it_made() {
        JobId id = running(aJob());
        clock.advance(Duration.ofSeconds(2));

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));

        Job job = job(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.artifacts()).isEqualTo(resultOf(1).artifacts());
        assertThat(job.report()).isEqualTo(resultOf(1).report());
        assertThat(job.finishedAt()).isEqualTo(clock.now());
        assertThat(job.expiresAt()).isEqualTo(clock.now().plus(Duration.ofDays(1)));
        assertThat(ledger.nextDue()).isEmpty();
    }

    /** Fencing on the state alone would let a zombie publish its result under the newer attempt. */
    @Test
    void an_earlier_attempt_is_fenced_while_a_newer_one_runs() {
        JobId id = running(aJob());
        clock.advance(LEASE);
        ledger.tick(id);
        clock.advance(Duration.ofMinutes(1));
        ledger.tick(id);
        claimed(id);

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Fenced());

        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(ledger.finish(id, 2, resultOf(2))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Fenced());
        assertThat(job(id).artifacts()).isEqualTo(resultOf(2).artifacts());
    }

    @Test
    void an_attempt_whose_lease_was_taken_is_fenced_before_the_next_begins() {
        JobId id = running(aJob());
        clock.advance(LEASE);
        ledger.tick(id);

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Fenced());
        assertThat(job(id).state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void an_attempt_late_but_not_yet_missed_may_finish() {
        JobId id = running(aJob());
        clock.advance(LEASE.plusSeconds(60));

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
    }

    @Test
    void asking_again_because_the_answer_was_lost_answers_the_same_and_changes_nothing() {
        JobId id = running(aJob());
        ledger.finish(id, 1, resultOf(1));
        Job before = job(id);
        clock.advance(Duration.ofSeconds(5));

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
        assertThat(ledger.fail(id, 1, retryable())).isEqualTo(new Finish.Done(JobState.SUCCEEDED));

        assertThat(job(id)).isEqualTo(before);
    }

    @Test
    void a_cancel_that_came_too_late_changes_nothing() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));
        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Already(JobState.SUCCEEDED));
    }

    @Test
    void what_does_not_run_is_fenced() {
        assertThat(ledger.finish(JobId.create(), 1, resultOf(1))).isEqualTo(new Finish.Fenced());
        assertThat(ledger.finish(accepted(aJob()), 0, resultOf(1))).isEqualTo(new Finish.Fenced());
    }
}
