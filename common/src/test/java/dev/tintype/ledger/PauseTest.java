package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest extends TransitionTest {
    @Test
    void a_paused_pool_begins_nothing_and_ends_what_runs() {
        JobId running = running(aJob());
        JobId published = accepted(aJob());

        ledger.pools().pause(Pool.NOOP);
        clock.advance(Duration.ofMillis(1));
        JobId later = accepted(aJob());

        assertThat(ledger.claim(published, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.QUEUED));
        assertThat(dispatched()).isEmpty();
        assertThat(ledger.pools().status(Pool.NOOP)).isEqualTo(new PoolStatus(Pool.NOOP, true, 64, 0, 1, 2));
        assertThat(ledger.finish(running, 1, resultOf(1))).isEqualTo(new Finish.Done(JobState.SUCCEEDED));

        ledger.pools().resume(Pool.NOOP);
        assertThat(dispatched()).containsExactly(published, later);
        assertThat(claimed(published)).isEqualTo(1);
    }

    @Test
    void pausing_and_resuming_twice_is_as_once() {
        JobId id = accepted(aJob());
        ledger.pools().pause(Pool.NOOP);
        ledger.pools().pause(Pool.NOOP);
        ledger.pools().resume(Pool.NOOP);
        ledger.pools().resume(Pool.NOOP);

        assertThat(dispatched()).containsExactly(id);
        assertThat(ledger.pools().status(Pool.NOOP).paused()).isFalse();
    }

    @Test
    void another_pool_goes_on() {
        ledger.pools().pause(Pool.CAPTURE);

        assertThat(claimed(accepted(aJob()))).isEqualTo(1);
        assertThat(ledger.pools().status(Pool.CAPTURE).paused()).isTrue();
        assertThat(ledger.pools().status(Pool.NOOP).paused()).isFalse();
    }

    @Test
    void a_retry_and_a_job_for_later_wait_too() {
        JobId failing = running(aJob());
        JobId later = accepted(aJob().runAt(clock.now().plusSeconds(1)));
        ledger.fail(failing, 1, retryable());
        ledger.pools().pause(Pool.NOOP);
        clock.advance(Duration.ofMinutes(1));

        assertThat(ledger.tick(failing)).isEqualTo(new Tick.Nothing());
        assertThat(ledger.tick(later)).isEqualTo(new Tick.Nothing());

        assertThat(job(later).state()).isEqualTo(JobState.QUEUED);
        ledger.pools().resume(Pool.NOOP);
        assertThat(dispatched()).containsExactlyInAnyOrder(failing, later);
    }

    @Test
    void demand_is_all_that_wants_a_worker_now() {
        running(aJob());
        accepted(aJob());
        accepted(aJob().runAt(clock.now().plusSeconds(60)));

        PoolStatus status = ledger.pools().status(Pool.NOOP);

        assertThat(status).isEqualTo(new PoolStatus(Pool.NOOP, false, 64, 1, 1, 0));
        assertThat(status.demand()).isEqualTo(2);
    }
}
