package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiredTest extends TransitionTest {
    @Test
    void jobs_past_their_time_come_oldest_first() {
        JobId first = running(aJob());
        ledger.finish(first, 1, resultOf(1));
        clock.advance(Duration.ofSeconds(1));
        JobId second = accepted(aJob().tenant("globex"));
        ledger.cancel("globex", second);
        accepted(aJob());

        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(ledger.expired(10)).containsExactly(new JobLedger.Expired("acme", first));
        clock.advance(Duration.ofMillis(1));
        assertThat(ledger.expired(10))
                .containsExactly(new JobLedger.Expired("acme", first), new JobLedger.Expired("globex", second));
        assertThat(ledger.expired(1)).hasSize(1);
    }

    @Test
    void what_was_deleted_does_not_come_again() {
        JobId id = accepted(aJob());
        ledger.cancel("acme", id);
        clock.advance(Duration.ofDays(2));
        ledger.delete("acme", id);

        assertThat(ledger.expired(10)).isEmpty();
    }

    @Test
    void an_entry_whose_record_is_gone_does_not_come_for_ever() {
        JobId id = accepted(aJob());
        ledger.cancel("acme", id);
        ledger.delete("acme", id);
        redis.zadd(Keys.RETENTION, 0, id + " acme");
        assertThat(ledger.expired(10)).hasSize(1);

        assertThat(ledger.delete("acme", id)).isFalse();

        assertThat(ledger.expired(10)).isEmpty();
    }
}
