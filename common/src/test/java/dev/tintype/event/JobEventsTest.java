package dev.tintype.event;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.NewJob;
import dev.tintype.redis.RedisExtension;
import dev.tintype.redis.RedisGate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

@ExtendWith(RedisExtension.class)
class JobEventsTest {
    private static final String STREAM = "{tintype}:ev";
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final List<JobEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void a_listener_hears_each_change_of_its_job_and_of_no_other(URI redis, JobLedger ledger) {
        NewJob job = aJob().build();
        NewJob other = aJob().build();
        try (JobEvents events = new JobEvents(redis)) {
            events.listen(job.id(), heard::add);
            ledger.accept(job);
            ledger.accept(other);
            ledger.claim(job.id(), "worker-1", LEASE);
            ledger.beat(job.id(), 1, LEASE, Progress.of(50, "render"));
            ledger.finish(job.id(), 1, JobResult.empty());

            await().untilAsserted(() -> assertThat(heard).hasSize(4));
        }
        assertThat(heard).extracting(JobEvent::id).containsOnly(job.id());
        assertThat(heard).extracting(JobEvent::version).containsExactly(1L, 2L, 3L, 4L);
        assertThat(heard)
                .extracting(JobEvent::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.RUNNING, JobState.SUCCEEDED);
        assertThat(heard)
                .extracting(JobEvent::kind)
                .containsExactly(JobEvent.Kind.STATE, JobEvent.Kind.STATE, JobEvent.Kind.PROGRESS, JobEvent.Kind.STATE);
        assertThat(heard).extracting(JobEvent::type).containsOnly("noop");
    }

    @Test
    void a_tenants_listener_hears_that_tenant_only(URI redis, JobLedger ledger) {
        NewJob ours = aJob().tenant("acme").build();
        NewJob theirs = aJob().tenant("globex").build();
        try (JobEvents events = new JobEvents(redis)) {
            events.listenTenant("acme", heard::add);
            ledger.accept(theirs);
            ledger.accept(ours);

            await().untilAsserted(
                            () -> assertThat(heard).extracting(JobEvent::id).containsExactly(ours.id()));
        }
    }

    @Test
    void who_stopped_listening_hears_nothing_and_holds_nothing(URI redis, JobLedger ledger) {
        NewJob job = aJob().build();
        List<JobEvent> stopped = new CopyOnWriteArrayList<>();
        try (JobEvents events = new JobEvents(redis)) {
            events.listen(job.id(), heard::add);
            events.listen(job.id(), stopped::add).close();
            ledger.accept(job);

            await().untilAsserted(() -> assertThat(heard).hasSize(1));
        }
        assertThat(stopped).isEmpty();
    }

    @Test
    void a_failing_listener_keeps_nobody_else_from_hearing(URI redis, JobLedger ledger) {
        NewJob job = aJob().build();
        try (JobEvents events = new JobEvents(redis)) {
            events.listen(job.id(), event -> {
                throw new IllegalStateException("a listener's defect");
            });
            events.listen(job.id(), heard::add);
            ledger.accept(job);
            ledger.claim(job.id(), "worker-1", LEASE);

            await().untilAsserted(() -> assertThat(heard).hasSize(2));
        }
    }

    @Test
    void an_event_that_is_not_understood_is_passed_over(URI redis, JobLedger ledger, RedisClient client) {
        NewJob job = aJob().build();
        try (JobEvents events = new JobEvents(redis)) {
            events.listen(job.id(), heard::add);
            client.xadd(
                    "{tintype}:ev",
                    StreamEntryID.NEW_ENTRY,
                    Map.of("job", job.id().value(), "state", "unheard-of"));
            ledger.accept(job);

            await().untilAsserted(() -> assertThat(heard).hasSize(1));
        }
    }

    @Test
    void what_happened_while_the_connection_was_lost_is_heard_later(URI redis, JobLedger ledger) throws Exception {
        NewJob job = aJob().build();
        try (RedisGate gate = RedisGate.to(redis);
                JobEvents events = new JobEvents(gate.uri())) {
            events.listen(job.id(), heard::add);
            ledger.accept(job);
            await().untilAsserted(() -> assertThat(heard).hasSize(1));

            gate.cut();
            ledger.claim(job.id(), "worker-1", LEASE);
            ledger.finish(job.id(), 1, JobResult.empty());
            assertThat(heard).hasSize(1);
            gate.mend();

            await().untilAsserted(() ->
                    assertThat(heard).extracting(JobEvent::version).containsExactly(1L, 2L, 3L));
        }
    }

    @Test
    void what_happened_before_the_first_connection_is_heard_too(URI redis, JobLedger ledger) throws Exception {
        NewJob job = aJob().build();
        try (RedisGate gate = RedisGate.to(redis)) {
            gate.cut();
            try (JobEvents events = new JobEvents(gate.uri())) {
                events.listen(job.id(), heard::add);
                ledger.accept(job);
                gate.mend();

                await().untilAsserted(() -> assertThat(heard).hasSize(1));
            }
        }
    }

    @Test
    void a_server_that_lost_its_latest_events_is_heard_again(URI redis, JobLedger ledger, RedisClient client)
            throws Exception {
        NewJob job = aJob().build();
        try (RedisGate gate = RedisGate.to(redis);
                JobEvents events = new JobEvents(gate.uri())) {
            events.listen(job.id(), heard::add);
            StreamEntryID farAhead = new StreamEntryID(System.currentTimeMillis() + 60_000, 0);
            ledger.accept(job);
            Map<String, String> lost = client.xrevrange(STREAM, (StreamEntryID) null, null, 1)
                    .getFirst()
                    .getFields();
            client.xadd(STREAM, farAhead, lost);
            await().untilAsserted(() -> assertThat(heard).hasSize(2));

            gate.cut();
            client.del(STREAM);
            client.xadd(STREAM, StreamEntryID.NEW_ENTRY, lost);
            gate.mend();
            ledger.claim(job.id(), "worker-1", LEASE);

            // Whatever the moment of reconnecting, changes made from then on are heard.
            await().untilAsserted(() -> {
                ledger.beat(job.id(), 1, LEASE, Progress.of(heard.size() % 100, "render"));
                assertThat(heard).extracting(JobEvent::kind).contains(JobEvent.Kind.PROGRESS);
            });
        }
    }

    @Test
    void closing_ends_the_thread_at_once(URI redis) {
        JobEvents events = new JobEvents(redis);
        await().until(() -> readers() == 1);

        events.close();

        assertThat(readers()).isZero();
    }

    @Test
    void a_change_is_heard_within_milliseconds(URI redis, JobLedger ledger) {
        try (JobEvents events = new JobEvents(redis)) {
            List<Long> micros = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                NewJob job = aJob().build();
                CompletableFuture<Long> told = new CompletableFuture<>();
                events.listen(job.id(), event -> told.complete(System.nanoTime()));
                ledger.accept(job);
                long answered = System.nanoTime();
                micros.add((told.join() - answered) / 1_000);
            }
            micros.sort(null);
            // Some 50 µs on an idle machine; the bound leaves room for a busy one.
            assertThat(micros.get(100)).as("median, µs").isLessThan(5_000);
        }
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("job-events"))
                .count();
    }
}
