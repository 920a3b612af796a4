package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcceptTest extends TransitionTest {
    @Test
    void a_job_is_queued_and_looked_at_after_the_publish_grace() {
        NewJob request = aJob().tags("nightly", "eu").build();

        Job job = ((Accepted.Created) ledger.accept(request)).job();

        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.version()).isEqualTo(1);
        assertThat(job.attempt()).isZero();
        assertThat(job.fails()).isZero();
        assertThat(job.request()).isEqualTo(request.request());
        assertThat(job.createdAt()).isEqualTo(clock.now());
        assertThat(job.queuedAt()).isEqualTo(clock.now());
        assertThat(job.startedAt()).isNull();
        assertThat(timer(job.id())).isEqualTo(GRACE);
        assertThat(job(job.id())).isEqualTo(job);
    }

    @Test
    void a_job_for_later_is_scheduled_until_then() {
        Job job = ((Accepted.Created) ledger.accept(
                        aJob().runAt(clock.now().plusSeconds(3_600)).build()))
                .job();

        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.queuedAt()).isNull();
        assertThat(timer(job.id())).hasHours(1);
    }

    @Test
    void a_moment_that_has_passed_is_now() {
        JobId id = accepted(aJob().runAt(clock.now().minusSeconds(1)));

        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(timer(id)).isEqualTo(GRACE);
    }

    @Test
    void a_job_that_may_not_wait_long_is_looked_at_when_its_time_is_up() {
        assertThat(timer(accepted(aJob().queueTtlS(3)))).hasSeconds(3);
        assertThat(timer(accepted(aJob().queueTtlS(60)))).isEqualTo(GRACE);
    }

    @Test
    void the_same_key_and_request_answer_the_first_job() {
        JobId first = accepted(aJob().idempotencyKey("k"));

        Accepted again = ledger.accept(aJob().idempotencyKey("k").build());

        assertThat(again).isEqualTo(new Accepted.Replayed(first));
    }

    @Test
    void the_same_key_with_another_request_is_a_mismatch_and_makes_nothing() {
        JobId first = accepted(aJob().idempotencyKey("k"));
        NewJob other = aJob().idempotencyKey("k").tags("other").build();

        assertThat(ledger.accept(other)).isEqualTo(new Accepted.Mismatch(first));
        assertThat(ledger.find("acme", other.id())).isEmpty();
    }

    @Test
    void keys_of_two_tenants_do_not_meet() {
        accepted(aJob().idempotencyKey("k"));

        assertThat(ledger.accept(aJob().tenant("globex").idempotencyKey("k").build()))
                .isInstanceOf(Accepted.Created.class);
    }

    @Test
    void a_key_is_remembered_for_a_day() {
        NewJob job = aJob().idempotencyKey("k").build();
        ledger.accept(job);

        assertThat(Duration.ofMillis(redis.pttl(Keys.idempotency("acme", "k"))))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void a_key_outlives_its_deleted_job_so_that_a_late_retry_makes_no_second_one() {
        JobId first = accepted(aJob().idempotencyKey("k"));
        ledger.cancel("acme", first);
        ledger.delete("acme", first);

        assertThat(ledger.accept(aJob().idempotencyKey("k").build())).isEqualTo(new Accepted.Replayed(first));
    }

    @Test
    void asking_again_because_the_answer_was_lost_answers_the_job_as_it_is() {
        NewJob job = aJob().idempotencyKey("k").build();
        ledger.accept(job);
        claimed(job.id());

        Job again = ((Accepted.Created) ledger.accept(job)).job();

        assertThat(again).isEqualTo(job(job.id()));
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void a_unique_key_is_held_until_its_job_ends() {
        JobId first = running(aJob().uniqueKey("report"));
        NewJob second = aJob().uniqueKey("report").build();

        assertThat(ledger.accept(second)).isEqualTo(new Accepted.Held(first));
        assertThat(ledger.find("acme", second.id())).isEmpty();
        assertThat(ledger.accept(aJob().uniqueKey("other").build())).isInstanceOf(Accepted.Created.class);
        assertThat(ledger.accept(aJob().tenant("globex").uniqueKey("report").build()))
                .isInstanceOf(Accepted.Created.class);
        ledger.fail(first, 1, retryable());
        assertThat(ledger.accept(second))
                .as("while it waits for another attempt")
                .isEqualTo(new Accepted.Held(first));
        ledger.cancel("acme", first);
        assertThat(ledger.accept(second)).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void a_retry_with_the_same_idempotency_key_does_not_meet_its_own_unique_key() {
        JobId first = accepted(aJob().uniqueKey("report").idempotencyKey("k"));

        assertThat(ledger.accept(aJob().uniqueKey("report").idempotencyKey("k").build()))
                .isEqualTo(new Accepted.Replayed(first));
    }

    @Test
    void a_redriven_job_names_the_one_it_repeats() {
        JobId first = accepted(aJob());
        NewJob again = new NewJob(JobId.create(), "acme", aJob().build().request(), null, null, first, null);

        ledger.accept(again);

        assertThat(job(again.id()).redriveOf()).isEqualTo(first);
        assertThat(job(first).redriveOf()).isNull();
    }

    @Test
    void a_tenant_that_could_be_part_of_a_key_is_refused() {
        assertThatThrownBy(() -> ledger.accept(aJob().tenant("acme:state").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
