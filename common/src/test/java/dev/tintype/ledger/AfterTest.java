package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AfterTest extends TransitionTest {
    private static final int PARENTS = 50;

    private void succeed(JobId id) {
        if (job(id).state() != JobState.RUNNING) {
            claimed(id);
        }
        ledger.finish(id, 1, resultOf(1));
    }

    private void fail(JobId id) {
        claimed(id);
        ledger.fail(id, 1, hopeless());
    }

    @Test
    void a_job_is_blocked_until_all_that_it_waits_for_have_succeeded() {
        JobId first = accepted(aJob());
        JobId second = accepted(aJob());
        JobId last = accepted(aJob().after(first, second, first));

        assertThat(job(last).state()).isEqualTo(JobState.BLOCKED);
        assertThat(job(last).queuedAt()).isNull();
        assertThat(ledger.claim(last, "worker-1", LEASE)).isEqualTo(new Claim.Stale(JobState.BLOCKED));
        succeed(first);
        assertThat(job(last).state()).isEqualTo(JobState.BLOCKED);
        clock.advance(Duration.ofSeconds(5));
        succeed(second);

        assertThat(job(last).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(last).queuedAt()).isEqualTo(clock.now());
        assertThat(dispatched()).containsExactly(last);
        assertThat(claimed(last)).isEqualTo(1);
    }

    @Test
    void what_has_succeeded_before_is_not_waited_for() {
        JobId first = running(aJob());
        succeed(first);

        assertThat(((Accepted.Created) ledger.accept(aJob().after(first).build())).message())
                .isPresent();
    }

    @Test
    void a_failure_fails_the_chain_that_waits_for_it() {
        JobId first = accepted(aJob());
        JobId second = accepted(aJob().after(first));
        JobId third = accepted(aJob().after(second, first));
        JobId other = accepted(aJob().after(second).whateverComesOfThem());

        fail(first);

        for (JobId id : List.of(second, third)) {
            Job job = job(id);
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.error()).satisfies(error -> assertThat(error.code()).isEqualTo("dependency_failed"));
            assertThat(job.attempt()).isZero();
            assertThat(job.expiresAt()).isNotNull();
        }
        assertThat(job(other).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void what_has_failed_before_fails_who_would_wait_for_it_at_once() {
        JobId first = accepted(aJob());
        ledger.cancel("acme", first);

        Job late = ((Accepted.Created) ledger.accept(aJob().after(first).build())).job();
        JobId careless = accepted(aJob().after(first).whateverComesOfThem());

        assertThat(late.state()).isEqualTo(JobState.FAILED);
        assertThat(late.version()).isEqualTo(2);
        assertThat(job(careless).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void whoever_is_carried_on_whatever_comes_waits_all_the_same() {
        JobId first = accepted(aJob());
        JobId second = accepted(aJob());
        JobId last = accepted(aJob().after(first, second).whateverComesOfThem());

        fail(first);
        assertThat(job(last).state()).isEqualTo(JobState.BLOCKED);
        ledger.cancel("acme", second);
        assertThat(job(last).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void its_own_time_and_patience_begin_when_it_may_run() {
        JobId first = accepted(aJob());
        JobId later =
                accepted(aJob().after(first).runAt(clock.now().plusSeconds(100)).queueTtlS(10));
        JobId hurried = accepted(aJob().after(first).queueTtlS(10));
        clock.advance(Duration.ofSeconds(60));
        succeed(first);

        assertThat(job(later).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(timer(later)).hasSeconds(40);
        assertThat(job(hurried).state()).isEqualTo(JobState.QUEUED);
        assertThat(timer(hurried)).hasSeconds(10);
    }

    @Test
    void a_blocked_job_can_be_cancelled_and_its_own_kids_with_it() {
        JobId first = accepted(aJob());
        JobId second = accepted(aJob().after(first));
        JobId third = accepted(aJob().after(second));

        assertThat(ledger.cancel("acme", second)).isEqualTo(new Cancel.Cancelled());

        assertThat(job(second).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(third).state()).isEqualTo(JobState.FAILED);
        succeed(first);
        assertThat(job(second).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void a_job_cannot_wait_for_one_of_another_tenant_or_of_nobody() {
        JobId foreign = accepted(aJob().tenant("globex"));
        NewJob job = aJob().after(foreign).build();

        assertThat(ledger.accept(job)).isEqualTo(new Accepted.NoParent(foreign));
        JobId nobody = JobId.create();
        assertThat(ledger.accept(aJob().after(nobody).build())).isEqualTo(new Accepted.NoParent(nobody));
        assertThat(ledger.find("acme", job.id())).isEmpty();
    }

    @Test
    void a_bounded_number_may_wait_for_one() {
        JobId first = accepted(aJob());
        for (int i = 0; i < 1000; i++) {
            accepted(aJob().after(first));
        }

        assertThat(ledger.accept(aJob().after(first).build())).isEqualTo(new Accepted.Crowded(first));
        succeed(first);
        assertThat(ledger.pools().status(Pool.NOOP).backlog()).isEqualTo(1000);
    }

    /** The scripts are atomic, so whoever is second sees what the first did. */
    @Test
    void an_end_at_the_very_time_of_the_accept_is_never_missed() throws Exception {
        List<JobId> kids = new ArrayList<>();
        // All before the first end: kids that are let go wait in the backlog, and later parents would wait behind them.
        List<JobId> parents =
                IntStream.range(0, PARENTS).mapToObj(_ -> running(aJob())).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (JobId parent : parents) {
                NewJob kid = aJob().after(parent).build();
                kids.add(kid.id());
                Future<?> end = threads.submit(() -> ledger.finish(parent, 1, resultOf(1)));
                Future<?> accept = threads.submit(() -> ledger.accept(kid));
                end.get();
                accept.get();
            }
        }

        assertThat(kids).allSatisfy(kid -> assertThat(job(kid).state()).isEqualTo(JobState.QUEUED));
    }

    /** As after a restore of the ledger from a copy that knew less. */
    @Test
    void a_job_that_nobody_told_is_found_by_its_timer() {
        JobId first = accepted(aJob());
        JobId last = accepted(aJob().after(first));
        redis.del("{tintype}:kids:" + first);
        succeed(first);
        assertThat(job(last).state()).isEqualTo(JobState.BLOCKED);
        clock.advance(BACKLOG_LOOK);

        assertThat(ledger.tick(last)).isEqualTo(new Tick.Moved(JobState.QUEUED));
        assertThat(dispatched()).containsExactly(last);
    }
}
