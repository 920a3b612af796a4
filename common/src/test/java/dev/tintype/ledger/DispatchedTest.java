package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchedTest extends TransitionTest {
    @Test
    void a_published_job_is_looked_at_again_only_when_its_message_must_be_lost() {
        JobId id = accepted(aJob());

        assertThat(ledger.dispatched(Map.of(id, 0))).isOne();

        assertThat(timer(id)).isEqualTo(REDISPATCH);
        assertThat(job(id).version()).isEqualTo(1);
    }

    @Test
    void it_is_still_looked_at_when_it_may_wait_no_longer() {
        JobId id = accepted(aJob().queueTtlS(20));

        ledger.dispatched(Map.of(id, 0));

        assertThat(timer(id)).hasSeconds(20);
    }

    /** The race of a quick worker: an unconditional bump would give the finished job its timer back. */
    @Test
    void a_job_that_finished_before_the_confirm_gets_no_timer_back() {
        JobId id = running(aJob());
        ledger.finish(id, 1, resultOf(1));

        assertThat(ledger.dispatched(Map.of(id, 0))).isZero();

        assertThat(redis.zscore(Keys.TIMERS, id.value())).isNull();
    }

    /** The same race, caught earlier: the bump would hide a lost worker for ten minutes. */
    @Test
    void the_lease_of_a_job_that_runs_before_the_confirm_is_not_pushed_out() {
        JobId id = running(aJob());

        assertThat(ledger.dispatched(Map.of(id, 0))).isZero();

        assertThat(timer(id)).isEqualTo(LEASE);
    }

    @Test
    void a_confirm_for_an_earlier_attempt_changes_nothing() {
        JobId id = running(aJob());
        ledger.release(id, 1);
        dispatched();

        assertThat(ledger.dispatched(Map.of(id, 0))).isZero();

        assertThat(timer(id)).isEqualTo(GRACE);
        assertThat(ledger.dispatched(Map.of(id, 1))).isOne();
    }

    @Test
    void a_late_confirm_says_nothing_about_a_job_that_is_back_in_the_backlog() {
        JobId id = accepted(aJob());
        ledger.pools().pause(Pool.NOOP);

        assertThat(ledger.dispatched(Map.of(id, 0))).isZero();

        assertThat(timer(id)).isEqualTo(BACKLOG_LOOK);
    }

    @Test
    void an_unknown_job_gets_no_timer() {
        assertThat(ledger.dispatched(Map.of(JobId.create(), 0))).isZero();
    }
}
