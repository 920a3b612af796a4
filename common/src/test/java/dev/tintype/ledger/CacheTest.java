package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Identical requests: one job does for all, exactly. */
class CacheTest extends TransitionTest {
    private static final int HOUR = 3_600;

    private static Jobs cached() {
        return aJob().cacheTtlS(HOUR);
    }

    private JobId succeeded(Jobs job) {
        JobId id = running(job);
        ledger.finish(id, 1, resultOf(1));
        return id;
    }

    private Accepted accept(Jobs job) {
        return ledger.accept(job.build());
    }

    @Test
    void a_request_like_one_under_way_joins_it() {
        JobId first = accepted(cached());

        assertThat(accept(cached())).isEqualTo(new Accepted.Joined(job(first)));
        claimed(first);
        assertThat(accept(cached())).isEqualTo(new Accepted.Joined(job(first)));
    }

    @Test
    void a_request_like_one_that_succeeded_is_answered_by_it_for_that_time() {
        JobId first = succeeded(cached());

        assertThat(accept(cached())).isEqualTo(new Accepted.Hit(job(first)));
        clock.advance(Duration.ofSeconds(HOUR - 1));
        assertThat(accept(cached())).isEqualTo(new Accepted.Hit(job(first)));
        assertThat(accept(aJob().cacheTtlS(60))).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void the_time_is_the_new_requests_own() {
        succeeded(cached());
        clock.advance(Duration.ofSeconds(HOUR));

        JobId second = succeeded(cached());

        assertThat(accept(cached())).isEqualTo(new Accepted.Hit(job(second)));
    }

    @Test
    void labels_do_not_make_a_request_another_but_what_it_does_does() {
        JobId first = succeeded(cached().tags("a").metadata(Map.of("order", "1")));

        assertThat(accept(cached().tags("b").metadata(Map.of("order", "2")))).isEqualTo(new Accepted.Hit(job(first)));
        assertThat(accept(cached().timeoutS(7))).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void without_the_wish_nothing_is_shared_in_either_direction() {
        succeeded(aJob());

        assertThat(accept(cached())).isInstanceOf(Accepted.Created.class);
        assertThat(accept(aJob())).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void tenants_share_nothing() {
        succeeded(cached());

        assertThat(accept(cached().tenant("globex"))).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void what_failed_was_cancelled_or_is_to_be_is_done_anew() {
        JobId failed = running(cached());
        ledger.fail(failed, 1, hopeless());
        JobId cancelled = accepted(cached());
        ledger.cancel("acme", cancelled);
        JobId stopping = running(cached());
        ledger.cancel("acme", stopping);

        JobId last = accepted(cached());

        ledger.cancelled(stopping, 1);
        assertThat(accept(cached()))
                .as("the end of an older one takes nothing away")
                .isEqualTo(new Accepted.Joined(job(last)));
    }

    @Test
    void what_waits_for_another_attempt_is_joined() {
        JobId first = running(cached());
        ledger.fail(first, 1, retryable());

        assertThat(accept(cached())).isEqualTo(new Accepted.Joined(job(first)));
    }

    @Test
    void a_deleted_job_and_one_about_to_be_take_no_others_place() {
        JobId first = succeeded(cached());
        ledger.uncache("globex", first);
        assertThat(accept(cached())).isInstanceOf(Accepted.Hit.class);
        ledger.uncache("acme", first);
        JobId second = succeeded(cached());
        ledger.delete("acme", second);

        assertThat(accept(cached())).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void a_result_whose_time_is_over_is_no_answer_though_it_is_not_swept_yet() {
        JobId first = succeeded(aJob().cacheTtlS(2_000_000));
        clock.advance(Duration.ofSeconds(86_399));
        assertThat(accept(aJob().cacheTtlS(2_000_000))).isEqualTo(new Accepted.Hit(job(first)));
        clock.advance(Duration.ofSeconds(1));

        assertThat(accept(aJob().cacheTtlS(2_000_000))).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void an_idempotency_key_remembers_the_job_that_answered() {
        JobId first = succeeded(cached());

        assertThat(accept(cached().idempotencyKey("k"))).isInstanceOf(Accepted.Hit.class);
        ledger.delete("acme", first);
        assertThat(accept(cached().idempotencyKey("k"))).isEqualTo(new Accepted.Replayed(first));
        assertThat(accept(cached().timeoutS(9).idempotencyKey("k"))).isEqualTo(new Accepted.Mismatch(first));
    }

    @Test
    void a_redriven_job_is_done_and_then_takes_the_place() {
        JobId first = succeeded(cached());
        NewJob again = new NewJob(JobId.create(), "acme", cached().build().request(), null, null, first, null);

        assertThat(ledger.accept(again)).isInstanceOf(Accepted.Created.class);

        assertThat(accept(cached())).isEqualTo(new Accepted.Joined(job(again.id())));
    }

    @Test
    void fifty_at_once_make_one_job() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            List<Callable<Accepted>> submits = Stream.<Callable<Accepted>>generate(() -> () -> accept(cached()))
                    .limit(50)
                    .toList();

            List<Accepted> answers =
                    threads.invokeAll(submits).stream().map(Future::resultNow).toList();

            assertThat(answers).filteredOn(Accepted.Created.class::isInstance).hasSize(1);
            assertThat(answers).filteredOn(Accepted.Joined.class::isInstance).hasSize(49);
        }
        assertThat(redis.zcard(Keys.TIMERS)).isEqualTo(1);
    }
}
