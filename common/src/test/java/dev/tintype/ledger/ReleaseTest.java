package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReleaseTest extends TransitionTest {
    @Test
    void a_released_job_is_next_and_nothing_is_counted() {
        JobId id = running(aJob().maxAttempts(1));
        clock.advance(Duration.ofSeconds(3));

        assertThat(ledger.release(id, 1)).isEqualTo(new Finish.Done(JobState.QUEUED));

        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(id).queuedAt()).isEqualTo(clock.now());
        assertThat(job(id).fails()).isZero();
        assertThat(timer(id)).isEqualTo(BACKLOG_LOOK);
        assertThat(dispatched()).containsExactly(id);
        assertThat(claimed(id)).isEqualTo(2);
    }

    @Test
    void the_released_attempt_is_over() {
        JobId id = running(aJob());
        ledger.release(id, 1);

        assertThat(ledger.beat(id, 1, LEASE, null)).isEqualTo(Beat.FENCED);
        assertThat(ledger.finish(id, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.QUEUED));
        assertThat(job(id).artifacts()).isEmpty();
    }

    @Test
    void a_requested_cancel_wins() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.release(id, 1)).isEqualTo(new Finish.Done(JobState.CANCELLED));
        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void asking_again_because_the_answer_was_lost_answers_the_same() {
        JobId id = running(aJob());
        ledger.release(id, 1);
        dispatched();
        claimed(id);

        assertThat(ledger.release(id, 1)).isEqualTo(new Finish.Done(JobState.QUEUED));
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void another_attempt_is_fenced() {
        JobId id = running(aJob());

        assertThat(ledger.release(id, 2)).isEqualTo(new Finish.Fenced());
        assertThat(ledger.release(JobId.create(), 1)).isEqualTo(new Finish.Fenced());
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
    }
}
