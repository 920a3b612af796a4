package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import org.junit.jupiter.api.Test;

class CancelledTest extends TransitionTest {
    @Test
    void an_attempt_that_stopped_as_asked_ends_the_job() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.cancelled(id, 1)).isEqualTo(new Finish.Done(JobState.CANCELLED));
        assertThat(ledger.cancelled(id, 1)).isEqualTo(new Finish.Done(JobState.CANCELLED));

        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(id).finishedAt()).isEqualTo(clock.now());
        assertThat(job(id).fails()).isZero();
    }

    @Test
    void a_cancel_nobody_asked_for_changes_nothing() {
        JobId id = running(aJob());

        assertThat(ledger.cancelled(id, 1)).isEqualTo(new Finish.Fenced());
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void another_attempt_is_fenced() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.cancelled(id, 2)).isEqualTo(new Finish.Fenced());
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }
}
