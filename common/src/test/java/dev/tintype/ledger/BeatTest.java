package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class BeatTest extends TransitionTest {
    @Test
    void a_beat_renews_the_lease_and_shows_nothing() {
        JobId id = running(aJob());
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.beat(id, 1, LEASE, null)).isEqualTo(Beat.OK);

        assertThat(timer(id)).isEqualTo(LEASE);
        assertThat(job(id).version()).isEqualTo(2);
    }

    @Test
    void changed_progress_is_a_new_version_and_an_event() {
        JobId id = running(aJob());

        ledger.beat(id, 1, LEASE, new Progress(40, "render", "Page 2 of 5"));

        assertThat(job(id).progress()).isEqualTo(new Progress(40, "render", "Page 2 of 5"));
        assertThat(job(id).version()).isEqualTo(3);
        assertThat(lastEvent())
                .containsEntry("kind", "progress")
                .containsEntry("state", "running")
                .containsEntry("tenant", "acme")
                .containsEntry("type", "noop")
                .containsEntry("ver", "3");
    }

    @Test
    void unchanged_progress_is_neither() {
        JobId id = running(aJob());
        ledger.beat(id, 1, LEASE, Progress.of(40, "render"));

        ledger.beat(id, 1, LEASE, Progress.of(40, "render"));
        ledger.beat(id, 1, LEASE, null);

        assertThat(job(id).version()).isEqualTo(3);
        assertThat(job(id).progress()).isEqualTo(Progress.of(40, "render"));
    }

    @Test
    void a_beat_brings_the_wish_to_cancel_and_keeps_the_lease_meanwhile() {
        JobId id = running(aJob());
        ledger.cancel("acme", id);
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.beat(id, 1, LEASE, null)).isEqualTo(Beat.CANCEL);
        assertThat(timer(id)).isEqualTo(LEASE);
    }

    @Test
    void another_attempts_beat_is_fenced_and_renews_nothing() {
        JobId id = running(aJob());
        ledger.release(id, 1);
        assertThat(dispatched()).containsExactly(id);
        claimed(id);
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.beat(id, 1, LEASE, Progress.of(99, "zombie"))).isEqualTo(Beat.FENCED);
        assertThat(ledger.beat(id, 3, LEASE, null)).isEqualTo(Beat.FENCED);

        assertThat(timer(id)).hasSeconds(20);
        assertThat(job(id).progress()).isNull();
    }

    @Test
    void what_does_not_run_is_fenced() {
        JobId queued = accepted(aJob());
        JobId done = running(aJob());
        ledger.finish(done, 1, resultOf(1));

        assertThat(ledger.beat(queued, 0, LEASE, null)).isEqualTo(Beat.FENCED);
        assertThat(ledger.beat(done, 1, LEASE, null)).isEqualTo(Beat.FENCED);
        assertThat(ledger.beat(JobId.create(), 1, LEASE, null)).isEqualTo(Beat.FENCED);
        assertThat(job(done).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_lease_that_ran_out_unnoticed_can_still_be_renewed() {
        JobId id = running(aJob());
        clock.advance(LEASE.plusSeconds(5));

        assertThat(ledger.beat(id, 1, LEASE, null)).isEqualTo(Beat.OK);
        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
    }

    private Map<String, String> lastEvent() {
        return redis.xrevrange("{tintype}:ev", (StreamEntryID) null, (StreamEntryID) null, 1)
                .getFirst()
                .getFields();
    }
}
