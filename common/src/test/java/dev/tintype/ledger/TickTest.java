package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.Envelope;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TickTest extends TransitionTest {
    @Test
    void a_timer_that_is_not_due_changes_nothing() {
        JobId id = accepted(aJob());
        clock.advance(GRACE.minusMillis(1));

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
        assertThat(ledger.due(10)).isEmpty();
    }

    @Test
    void a_job_whose_publisher_died_is_published_with_all_a_worker_needs() {
        NewJob job = new NewJob(JobId.create(), "acme", aJob().build().request(), null, "00-trace-01");
        ledger.accept(job);
        var accepted = clock.now();
        clock.advance(GRACE);

        Tick.Publish publish = (Tick.Publish) ledger.tick(job.id());

        assertThat(publish.attempt()).isZero();
        Envelope envelope = publish.envelope();
        assertThat(envelope)
                .isEqualTo(new Envelope(
                        Envelope.VERSION,
                        job.id(),
                        "acme",
                        Pool.NOOP,
                        job.request().toJson().toString(),
                        accepted,
                        "00-trace-01"));
        assertThat(JobRequest.fromJson(Json.tree(envelope.request()))).isEqualTo(job.request());
        assertThat(job(job.id()).version()).isEqualTo(1);
    }

    @Test
    void a_job_that_was_not_taken_by_the_broker_is_published_again_soon() {
        JobId id = accepted(aJob());
        clock.advance(GRACE);
        ledger.tick(id);

        assertThat(timer(id)).isEqualTo(GRACE);
        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
        ledger.dispatched(Map.of(id, 0));
        assertThat(timer(id)).isEqualTo(REDISPATCH);
    }

    @Test
    void a_job_whose_message_was_lost_is_published_again() {
        JobId id = accepted(aJob());
        ledger.dispatched(Map.of(id, 0));
        clock.advance(REDISPATCH);

        assertThat(ledger.tick(id)).isInstanceOf(Tick.Publish.class);
    }

    @Test
    void a_scheduled_job_is_queued_and_published_when_its_time_comes() {
        JobId id = accepted(aJob().runAt(clock.now().plusSeconds(60)));
        clock.advance(Duration.ofSeconds(60));

        Tick.Publish publish = (Tick.Publish) ledger.tick(id);

        assertThat(publish.envelope().traceparent()).isNull();
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(id).queuedAt()).isEqualTo(clock.now());
        assertThat(timer(id)).isEqualTo(GRACE);
    }

    @Test
    void a_job_that_waited_too_long_expires() {
        JobId id = accepted(aJob().queueTtlS(10));
        ledger.dispatched(Map.of(id, 0));
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.EXPIRED));
        assertThat(job(id).state()).isEqualTo(JobState.EXPIRED);
        assertThat(job(id).error()).isNull();
    }

    @Test
    void the_wait_of_a_job_for_later_begins_when_it_may_run() {
        JobId id = accepted(aJob().runAt(clock.now().plusSeconds(60)).queueTtlS(10));
        clock.advance(Duration.ofSeconds(60));
        assertThat(ledger.tick(id)).isInstanceOf(Tick.Publish.class);
        ledger.dispatched(Map.of(id, 0));
        assertThat(timer(id)).hasSeconds(10);
        clock.advance(Duration.ofSeconds(10));

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.EXPIRED));
    }

    @Test
    void a_job_for_later_that_nobody_looked_at_in_time_expires() {
        JobId id = accepted(aJob().runAt(clock.now().plusSeconds(60)).queueTtlS(10));
        clock.advance(Duration.ofSeconds(70));

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.EXPIRED));
    }

    @Test
    void a_lost_lease_counts_as_a_failure_and_the_job_is_tried_again() {
        JobId id = running(aJob());
        clock.advance(LEASE);

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.SCHEDULED));

        assertThat(job(id).fails()).isEqualTo(1);
        assertThat(job(id).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo("worker_lost");
            assertThat(error.attempt()).isEqualTo(1);
            assertThat(error.retryable()).isTrue();
        });
        assertThat(timer(id)).hasSeconds(1);
    }

    @Test
    void a_job_that_keeps_killing_its_workers_fails() {
        JobId id = running(aJob().maxAttempts(2));
        clock.advance(LEASE);
        ledger.tick(id);
        clock.advance(timer(id));
        ledger.tick(id);
        claimed(id);
        clock.advance(LEASE);

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Moved(JobState.FAILED));
        assertThat(job(id).error())
                .satisfies(error -> assertThat(error.attempt()).isEqualTo(2));
    }

    @Test
    void a_timer_without_a_job_goes() {
        JobId id = JobId.create();
        redis.zadd(Keys.TIMERS, 0, id.value());

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
        assertThat(ledger.nextDue()).isEmpty();
    }

    @Test
    void a_timer_that_a_terminal_job_should_not_have_goes() {
        JobId id = running(aJob());
        ledger.finish(id, 1, resultOf(1));
        redis.zadd(Keys.TIMERS, 0, id.value());

        assertThat(ledger.tick(id)).isEqualTo(new Tick.Nothing());
        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }
}
