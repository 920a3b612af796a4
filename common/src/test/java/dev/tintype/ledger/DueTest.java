package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueTest extends TransitionTest {
    @Test
    void due_jobs_come_oldest_first_and_no_more_than_asked_for() {
        JobId third = accepted(aJob().runAt(clock.now().plusSeconds(3)));
        JobId first = accepted(aJob().runAt(clock.now().plusSeconds(1)));
        JobId second = accepted(aJob().runAt(clock.now().plusSeconds(2)));
        accepted(aJob().runAt(clock.now().plusSeconds(4)));
        clock.advance(Duration.ofSeconds(3));

        assertThat(ledger.due(10)).containsExactly(first, second, third);
        assertThat(ledger.due(2)).containsExactly(first, second);
    }

    @Test
    void the_next_due_timer_may_be_in_the_past_or_ahead() {
        assertThat(ledger.nextDue()).isEmpty();

        accepted(aJob());

        assertThat(ledger.nextDue()).contains(clock.now().plus(GRACE));
    }
}
