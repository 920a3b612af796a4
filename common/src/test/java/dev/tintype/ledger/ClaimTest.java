package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.Envelope;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimTest extends TransitionTest {
    @Test
    void a_queued_job_becomes_the_workers_next_attempt_for_one_lease() {
        NewJob request = aJob().build();
        ledger.accept(request);
        clock.advance(Duration.ofSeconds(1));

        Job job = ((Claim.Claimed) ledger.claim(request.id(), "worker-1", LEASE)).job();

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.version()).isEqualTo(2);
        assertThat(job.startedAt()).isEqualTo(clock.now());
        assertThat(job.request()).isEqualTo(request.request());
        assertThat(timer(job.id())).isEqualTo(LEASE);
        assertThat(job(job.id())).isEqualTo(job);
    }

    @Test
    void a_doubled_message_meets_a_busy_job_even_at_the_same_worker() {
        JobId id = running(aJob());

        assertThat(ledger.claim(id, "worker-1", LEASE)).isEqualTo(new Claim.Busy());
        assertThat(job(id).attempt()).isEqualTo(1);
    }

    @Test
    void what_is_not_queued_is_stale() {
        JobId later = accepted(aJob().runAt(clock.now().plusSeconds(60)));
        JobId done = running(aJob());
        ledger.finish(done, 1, resultOf(1));

        assertThat(ledger.claim(later, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.SCHEDULED));
        assertThat(ledger.claim(done, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.SUCCEEDED));
    }

    @Test
    void a_late_message_for_a_job_that_waits_in_the_backlog_is_stale() {
        JobId id = running(aJob());
        ledger.release(id, 1);

        assertThat(ledger.claim(id, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.QUEUED));
        dispatched();
        assertThat(claimed(id)).isEqualTo(2);
    }

    @Test
    void a_deleted_job_is_gone_for_as_long_as_a_message_may_be_late() {
        JobId id = accepted(aJob());
        ledger.cancel("acme", id);
        ledger.delete("acme", id);

        assertThat(ledger.claim(id, "worker-1", LEASE)).isEqualTo(new Claim.Gone());
        assertThat(Duration.ofMillis(redis.pttl("{tintype}:gone:" + id))).isGreaterThan(REDISPATCH);
    }

    @Test
    void a_job_that_the_ledger_lost_is_made_anew_from_its_message_once() {
        NewJob job = new NewJob(
                JobId.create(), "acme", aJob().tags("a").queueTtlS(50).build().request(), null, "00-t-01");
        ledger.accept(job);
        clock.advance(GRACE);
        Envelope message = ((Tick.Publish) ledger.tick(job.id())).envelope();
        Job before = job(job.id());
        redis.flushAll();
        clock.advance(Duration.ofSeconds(60));
        assertThat(ledger.claim(job.id(), "worker-1", LEASE)).isEqualTo(new Claim.Unknown());

        assertThat(ledger.rebuild(message)).isTrue();
        assertThat(ledger.rebuild(message)).isTrue();

        assertThat(job(job.id()))
                .usingRecursiveComparison()
                .ignoringFields("queuedAt")
                .isEqualTo(before);
        assertThat(claimed(job.id())).isEqualTo(1);
        assertThat(ledger.rebuild(message)).isTrue();
        assertThat(job(job.id()).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void a_deleted_job_is_not_made_anew() {
        JobId id = accepted(aJob());
        clock.advance(GRACE);
        Envelope message = ((Tick.Publish) ledger.tick(id)).envelope();
        ledger.cancel("acme", id);
        ledger.delete("acme", id);

        assertThat(ledger.rebuild(message)).isFalse();
        assertThat(ledger.find("acme", id)).isEmpty();
    }

    @Test
    void an_unknown_job_is_unknown() {
        assertThat(ledger.claim(JobId.create(), "worker-1", LEASE)).isEqualTo(new Claim.Unknown());
    }

    @Test
    void a_job_that_waited_too_long_expires_instead_of_running() {
        JobId id = accepted(aJob().queueTtlS(10));
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.claim(id, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.EXPIRED));
        assertThat(job(id).state()).isEqualTo(JobState.EXPIRED);
        assertThat(job(id).finishedAt()).isEqualTo(clock.now());
    }

    @Test
    void a_later_attempt_may_wait_as_long_as_it_must() {
        JobId id = running(aJob().queueTtlS(10));
        ledger.release(id, 1);
        clock.advance(Duration.ofHours(1));
        dispatched();

        assertThat(claimed(id)).isEqualTo(2);
    }

    @Test
    void a_new_attempt_starts_without_the_progress_and_error_of_the_last() {
        JobId id = running(aJob());
        ledger.beat(id, 1, LEASE, Progress.of(80, "render"));
        ledger.fail(id, 1, retryable());
        assertThat(job(id).error()).isNotNull();
        clock.advance(Duration.ofMinutes(1));
        ledger.tick(id);

        assertThat(claimed(id)).isEqualTo(2);
        assertThat(job(id).progress()).isNull();
        assertThat(job(id).error()).isNull();
        assertThat(job(id).fails()).isEqualTo(1);
    }
}
