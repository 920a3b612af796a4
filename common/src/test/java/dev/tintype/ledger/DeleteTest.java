package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeleteTest extends TransitionTest {
    @Test
    void a_terminal_job_goes_with_everything_kept_about_it() {
        JobId id = running(aJob().tags("nightly", "eu"));
        ledger.finish(id, 1, resultOf(1));

        assertThat(ledger.delete("acme", id)).isTrue();

        assertThat(ledger.find("acme", id)).isEmpty();
        assertThat(redis.keys("{tintype}:*"))
                .isEqualTo(Set.of("{tintype}:ev", "{tintype}:clock", "{tintype}:gone:" + id));
        assertThat(ledger.delete("acme", id)).isFalse();
    }

    @Test
    void what_has_not_ended_stays() {
        JobId queued = accepted(aJob());
        JobId running = running(aJob());
        JobId scheduled = accepted(aJob().runAt(clock.now().plusSeconds(60)));

        assertThat(ledger.delete("acme", queued)).isFalse();
        assertThat(ledger.delete("acme", running)).isFalse();
        assertThat(ledger.delete("acme", scheduled)).isFalse();
        assertThat(ledger.find("acme", queued)).isPresent();
    }

    @Test
    void another_tenants_job_stays() {
        JobId id = accepted(aJob());
        ledger.cancel("acme", id);

        assertThat(ledger.delete("globex", id)).isFalse();
        assertThat(ledger.find("acme", id)).isPresent();
    }
}
