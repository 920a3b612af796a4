package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.Envelope;
import dev.tintype.event.RoomBell;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.job.Priority;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DispatchTest extends TransitionTest {
    private static final TenantLimits UNLIMITED = new TenantLimits(0, 0, 1);

    private void window(int size, Map<String, TenantLimits> tenants) {
        settings(new DispatchSettings(Map.of(Pool.NOOP, size), 1, BACKLOG_LOOK, UNLIMITED, tenants));
    }

    private Accepted.Created created(Jobs job) {
        return (Accepted.Created) ledger.accept(job.build());
    }

    /** Lets so many jobs run, one after the other, and answers their order. */
    private List<Envelope> worked(int most) {
        List<Envelope> order = new ArrayList<>();
        while (order.size() < most) {
            Envelope next = ledger.pools().dispatch(Pool.NOOP, 1).getFirst().envelope();
            order.add(next);
            claimed(next.id());
            ledger.finish(next.id(), 1, resultOf(1));
        }
        return order;
    }

    private static <K> Map<K, Long> counts(List<Envelope> order, Function<Envelope, K> by) {
        return order.stream().collect(groupingBy(by, counting()));
    }

    @Test
    void what_fits_is_published_by_the_accept_and_the_rest_waits_for_room() {
        window(2, Map.of());

        assertThat(created(aJob()).message()).isPresent();
        Accepted.Created second = created(aJob());
        Accepted.Created third = created(aJob());

        assertThat(second.message()).isPresent();
        assertThat(third.message()).isEmpty();
        assertThat(third.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(timer(third.job().id())).isEqualTo(BACKLOG_LOOK);
        assertThat(dispatched()).isEmpty();
        ledger.cancel("acme", second.job().id());
        assertThat(dispatched()).containsExactly(third.job().id());
        assertThat(timer(third.job().id())).isEqualTo(GRACE);
    }

    @Test
    void what_is_published_carries_all_a_worker_needs() {
        window(1, Map.of());
        JobId first = accepted(aJob());
        NewJob job = new NewJob(JobId.create(), "acme", aJob().build().request(), null, "00-trace-01");
        ledger.accept(job);
        ledger.cancel("acme", first);

        Tick.Publish publish = ledger.pools().dispatch(Pool.NOOP, 10).getFirst();

        assertThat(publish)
                .isEqualTo(new Tick.Publish(
                        new Envelope(
                                Envelope.VERSION,
                                job.id(),
                                "acme",
                                Pool.NOOP,
                                job.request().toJson().toString(),
                                clock.now(),
                                "00-trace-01"),
                        0));
    }

    @Test
    void the_room_a_retry_leaves_is_used_and_the_retry_waits_its_turn() {
        window(1, Map.of());
        JobId first = running(aJob());
        JobId second = accepted(aJob());
        ledger.fail(first, 1, retryable());
        assertThat(dispatched()).containsExactly(second);
        clock.advance(Duration.ofMinutes(1));

        assertThat(ledger.tick(first)).isEqualTo(new Tick.Nothing());

        assertThat(job(first).state()).isEqualTo(JobState.QUEUED);
        assertThat(dispatched()).isEmpty();
        ledger.cancel("acme", second);
        assertThat(dispatched()).containsExactly(first);
    }

    @Test
    void a_whole_crowd_of_one_tenant_does_not_keep_the_other_waiting() {
        window(1, Map.of());
        accepted(aJob().tenant("noisy"));
        for (int i = 0; i < 50; i++) {
            accepted(aJob().tenant("noisy"));
        }
        accepted(aJob().tenant("quiet"));
        accepted(aJob().tenant("quiet"));
        ledger.cancel("noisy", dispatchedFirst("noisy"));

        List<Envelope> order = worked(4);

        assertThat(counts(order, Envelope::tenant))
                .containsExactlyInAnyOrderEntriesOf(Map.of("noisy", 2L, "quiet", 2L));
    }

    /** The one in the window. */
    private JobId dispatchedFirst(String tenant) {
        return new JobId(redis.smembers("{tintype}:fly:" + tenant).iterator().next());
    }

    @Test
    void coming_and_going_gains_no_turns() {
        window(1, Map.of());
        JobId blocker = accepted(aJob().tenant("zeta"));
        for (int i = 0; i < 20; i++) {
            accepted(aJob().tenant("zeta"));
        }
        accepted(aJob().tenant("alpha"));
        ledger.cancel("zeta", blocker);
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Envelope next = worked(1).getFirst();
            turns.add(next.tenant());
            if (next.tenant().equals("alpha")) {
                accepted(aJob().tenant("alpha"));
            }
        }

        assertThat(turns.stream().filter("alpha"::equals)).hasSizeBetween(5, 7);
    }

    @Test
    void a_heavier_tenant_gets_more_turns() {
        window(1, Map.of("acme", new TenantLimits(0, 0, 3)));
        JobId blocker = accepted(aJob());
        for (int i = 0; i < 40; i++) {
            accepted(aJob());
            accepted(aJob().tenant("globex"));
        }
        ledger.cancel("acme", blocker);

        assertThat(counts(worked(40), Envelope::tenant)).isEqualTo(Map.of("acme", 30L, "globex", 10L));
    }

    @Test
    void priorities_get_eight_three_and_one_of_twelve_turns() {
        window(1, Map.of());
        JobId blocker = accepted(aJob());
        Map<JobId, Priority> priorities = new HashMap<>();
        for (Priority priority : Priority.values()) {
            for (int i = 0; i < 50; i++) {
                priorities.put(accepted(aJob().priority(priority)), priority);
            }
        }
        ledger.cancel("acme", blocker);

        Map<Priority, Long> turns =
                counts(worked(48), envelope -> Objects.requireNonNull(priorities.get(envelope.id())));

        assertThat(turns).isEqualTo(Map.of(Priority.HIGH, 32L, Priority.NORMAL, 12L, Priority.LOW, 4L));
    }

    @Test
    void an_urgent_job_goes_before_all_that_waits_of_its_tenant() {
        window(1, Map.of());
        JobId blocker = accepted(aJob());
        for (int i = 0; i < 10; i++) {
            accepted(aJob());
        }
        JobId urgent = accepted(aJob().priority(Priority.HIGH));
        ledger.cancel("acme", blocker);

        assertThat(dispatched()).containsExactly(urgent);
    }

    @Test
    void among_equals_the_oldest_is_first() {
        window(1, Map.of());
        JobId blocker = accepted(aJob());
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMillis(1));
            ids.add(accepted(aJob()));
        }
        ledger.cancel("acme", blocker);

        assertThat(worked(5)).extracting(Envelope::id).isEqualTo(ids);
    }

    @Test
    void a_tenant_at_its_cap_is_passed_over() {
        window(10, Map.of("acme", new TenantLimits(1, 0, 1)));
        JobId first = running(aJob());
        Accepted.Created second = created(aJob());
        Accepted.Created other = created(aJob().tenant("globex"));

        assertThat(second.message()).isEmpty();
        assertThat(other.message()).as("nobody jumps a queue").isEmpty();
        assertThat(dispatched()).containsExactly(other.job().id());

        ledger.finish(first, 1, resultOf(1));
        assertThat(dispatched()).containsExactly(second.job().id());
    }

    @Test
    void a_tenant_with_all_the_jobs_waiting_that_it_may_have_is_refused() {
        window(1, Map.of("acme", new TenantLimits(0, 2, 1)));
        running(aJob());
        accepted(aJob());
        NewJob last =
                aJob().runAt(clock.now().plusSeconds(60)).idempotencyKey("k").build();
        ledger.accept(last);

        assertThat(ledger.accept(aJob().build())).isEqualTo(new Accepted.Full(2));
        assertThat(ledger.accept(aJob().tenant("globex").build())).isInstanceOf(Accepted.Created.class);
        assertThat(ledger.accept(last)).as("what was accepted stays so").isInstanceOf(Accepted.Created.class);
        ledger.cancel("acme", last.id());
        assertThat(ledger.accept(aJob().build())).isInstanceOf(Accepted.Created.class);
    }

    @Test
    void what_waited_too_long_expires_instead_of_being_published() {
        window(1, Map.of());
        JobId blocker = running(aJob());
        JobId hurried = accepted(aJob().queueTtlS(10));
        JobId patient = accepted(aJob());
        assertThat(timer(hurried)).hasSeconds(10);
        clock.advance(Duration.ofSeconds(10));
        ledger.finish(blocker, 1, resultOf(1));

        assertThat(dispatched()).containsExactly(patient);
        assertThat(job(hurried).state()).isEqualTo(JobState.EXPIRED);
    }

    @Test
    void the_window_is_what_the_workers_make_it() {
        settings(new DispatchSettings(Map.of(), 1, BACKLOG_LOOK, UNLIMITED, Map.of()));
        for (int i = 0; i < 10; i++) {
            accepted(aJob());
        }
        assertThat(dispatched()).isEmpty();

        ledger.pools().heartbeat(HeartbeatTest.worker("w1", 2), Duration.ofSeconds(15));
        assertThat(dispatched()).hasSize(2);
        ledger.pools().heartbeat(HeartbeatTest.worker("w2", 2), Duration.ofSeconds(15));
        assertThat(dispatched()).hasSize(3);
    }

    @Test
    void whoever_dispatches_hears_of_room(URI server) {
        window(1, Map.of());
        List<Pool> told = new CopyOnWriteArrayList<>();
        try (RoomBell _ = new RoomBell(server, told::add)) {
            await().until(() -> redis.publish("{tintype}:room", "none of ours") == 1);
            JobId first = running(aJob());
            JobId second = accepted(aJob());

            ledger.finish(first, 1, resultOf(1));
            await().untilAsserted(() -> assertThat(told).containsExactly(Pool.NOOP));
            dispatched();
            accepted(aJob());
            ledger.cancel("acme", second);
            await().untilAsserted(() -> assertThat(told).containsExactly(Pool.NOOP, Pool.NOOP));
        }
    }
}
