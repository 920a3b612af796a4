package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelTest extends TransitionTest {
    @Test
    void what_waits_is_cancelled_at_once() {
        JobId queued = accepted(aJob());
        JobId scheduled = accepted(aJob().runAt(clock.now().plusSeconds(60)));

        assertThat(ledger.cancel("acme", queued)).isEqualTo(new Cancel.Cancelled());
        assertThat(ledger.cancel("acme", scheduled)).isEqualTo(new Cancel.Cancelled());

        assertThat(job(queued).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(queued).finishedAt()).isEqualTo(clock.now());
        assertThat(job(scheduled).state()).isEqualTo(JobState.CANCELLED);
        assertThat(ledger.claim(queued, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.CANCELLED));
    }

    @Test
    void cancelling_twice_answers_the_same() {
        JobId id = accepted(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Cancelled());
        assertThat(job(id).version()).isEqualTo(2);
    }

    @Test
    void what_runs_is_told_once() {
        JobId id = running(aJob());

        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Signalled());
        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Signalled());

        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(job(id).cancelRequested()).isTrue();
        assertThat(job(id).version()).isEqualTo(3);
    }

    @Test
    void a_job_waiting_for_its_next_attempt_is_cancelled_and_its_old_error_goes() {
        JobId id = running(aJob());
        ledger.fail(id, 1, retryable());

        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Cancelled());
        assertThat(job(id).error()).isNull();
    }

    @Test
    void what_ended_otherwise_stays_so() {
        JobId id = running(aJob());
        ledger.fail(id, 1, hopeless());

        assertThat(ledger.cancel("acme", id)).isEqualTo(new Cancel.Already(JobState.FAILED));
    }

    @Test
    void another_tenants_job_answers_as_an_unknown_one() {
        JobId id = accepted(aJob());

        assertThat(ledger.cancel("globex", id)).isEqualTo(new Cancel.Unknown());
        assertThat(ledger.cancel("acme", JobId.create())).isEqualTo(new Cancel.Unknown());
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(ledger.find("globex", id)).isEmpty();
    }

    @Test
    void a_worker_lost_after_the_cancel_is_not_retried() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);
        clock.advance(LEASE);

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.CANCELLED));
        clock.advance(Duration.ofHours(1));
        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
    }
}
