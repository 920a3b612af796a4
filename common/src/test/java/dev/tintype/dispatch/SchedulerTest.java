package dev.tintype.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.broker.InProcessBroker;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.compare.CompareSource;
import dev.tintype.job.Artifact;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobQuery;
import dev.tintype.ledger.ScheduleLedger.Saved;
import dev.tintype.redis.RedisExtension;
import dev.tintype.schedule.Schedule;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.schedule.ScheduleSpec.Missed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;

/** Runs that are due, against the server's own clock: what is due lies in its past. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init")
class SchedulerTest {
    private final ScheduleId id = ScheduleId.create();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private JobLedger ledger;
    private InProcessBroker broker;
    private Dispatcher dispatcher;

    @BeforeEach
    void start(JobLedger opened) {
        ledger = opened;
        broker = new InProcessBroker();
        dispatcher = new Dispatcher(ledger, broker);
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        broker.close();
    }

    private void save(Missed missed, @Nullable Instant next, Map<String, Object> job) {
        ScheduleSpec spec = new ScheduleSpec("* * * * *", "UTC", missed, false, job);
        assertThat(ledger.schedules().save("acme", id, spec, next, null)).isEqualTo(Saved.SAVED);
    }

    private void look() {
        try (Scheduler scheduler = new Scheduler(ledger, dispatcher, Clock.fixed(now, ZoneOffset.UTC))) {
            scheduler.lookOnce();
        }
    }

    private Schedule schedule() {
        return ledger.schedules().find("acme", id).orElseThrow();
    }

    private List<JobId> jobs() {
        return ledger.list("acme", JobQuery.ANY, 1000, null).items().stream()
                .map(Job::id)
                .toList();
    }

    @Test
    void a_comparison_with_the_last_run_gets_what_that_took() {
        Map<String, Object> compare = Json.mapper().readValue("""
                        {"type": "compare",
                         "source": {"before": {"last_run": true},
                                    "after": {"capture": {"source": {"url": "https://example.com/"}}}}}
                        """, new TypeReference<Map<String, Object>>() {});
        save(Missed.SKIP, now.minusSeconds(3), compare);
        look();
        JobId first = jobs().getFirst();
        assertThat(source(first).before().ofLastRun()).isTrue();
        ledger.claim(first, "worker", Duration.ofSeconds(30));
        Artifact after = new Artifact("after.webp", "screenshot", "image/webp", 1, "00", 1, Map.of());
        ledger.finish(first, 1, new JobResult(List.of(after), Map.of("comparison", Map.of("changed_percent", 0.0))));

        save(Missed.SKIP, now.minusSeconds(2), compare);
        look();

        JobId second = jobs().getFirst();
        assertThat(second).isNotEqualTo(first);
        assertThat(source(second).before().artifact()).isEqualTo(new ArtifactRef(first.value(), "after.webp"));
        ledger.cancel("acme", second);
        ledger.delete("acme", first);
        ScheduleSpec spec = new ScheduleSpec("* * * * *", "UTC", Missed.SKIP, false, compare);
        ledger.schedules()
                .save("acme", id, spec, now.minusSeconds(1), schedule().version());
        look();
        assertThat(source(jobs().getFirst()).before().ofLastRun())
                .as("that is gone")
                .isTrue();
    }

    private CompareSource source(JobId job) {
        return ((CompareSpec) ledger.find("acme", job).orElseThrow().request().spec()).source();
    }

    @Test
    void a_run_that_is_due_makes_its_job_once_however_many_look() {
        save(Missed.SKIP, now, Map.of("type", "noop"));

        look();
        look();

        assertThat(jobs()).hasSize(1);
        assertThat(schedule().lastJob()).isEqualTo(jobs().getFirst());
        assertThat(schedule().lastRun()).isEqualTo(now);
        assertThat(schedule().nextRun()).isEqualTo(now.plusSeconds(60));
        assertThat(schedule().problem()).isNull();
    }

    @Test
    void a_run_whose_node_died_before_it_noted_it_makes_no_second_job() {
        save(Missed.SKIP, now, Map.of("type", "noop"));
        look();
        ledger.schedules().save("acme", id, schedule().spec(), now, schedule().version());

        look();

        assertThat(jobs()).hasSize(1);
        assertThat(schedule().nextRun()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void what_is_not_due_and_what_has_no_next_run_is_left_alone() {
        save(Missed.SKIP, now.plus(Duration.ofHours(1)), Map.of("type", "noop"));
        look();
        assertThat(jobs()).isEmpty();
        ledger.schedules().save("acme", id, schedule().spec(), null, schedule().version());
        assertThat(ledger.schedules().due(10)).isEmpty();
        assertThat(schedule().nextRun()).isNull();
    }

    @Test
    void missed_runs_are_left_out() {
        save(Missed.SKIP, now.minus(Duration.ofHours(3)), Map.of("type", "noop"));

        look();

        assertThat(jobs()).isEmpty();
        assertThat(schedule().nextRun()).isEqualTo(now.plusSeconds(60));
        assertThat(schedule().problem()).contains("missed");
    }

    @Test
    void missed_runs_are_made_up_for_by_one() {
        save(Missed.RUN_ONCE, now.minus(Duration.ofHours(3)), Map.of("type", "noop"));

        look();
        look();

        assertThat(jobs()).hasSize(1);
        assertThat(schedule().nextRun()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void missed_runs_are_made_up_for_one_by_one_but_not_older_than_a_day() {
        save(Missed.RUN_ALL, now.minus(Duration.ofMinutes(3)), Map.of("type", "noop"));
        for (int i = 0; i < 6; i++) {
            look();
        }
        assertThat(jobs()).hasSize(4);

        ledger.schedules()
                .save(
                        "acme",
                        id,
                        schedule().spec(),
                        now.minus(Duration.ofDays(30)),
                        schedule().version());
        look();
        assertThat(schedule().nextRun()).isEqualTo(now.minus(Duration.ofDays(1)).plusSeconds(60));
    }

    @Test
    void a_run_that_makes_no_job_says_why_and_the_next_one_comes() {
        save(Missed.RUN_ALL, now.minusSeconds(60), Map.of("type", "noop", "unique_key", "one"));
        look();
        look();

        assertThat(jobs()).hasSize(1);
        assertThat(schedule().problem()).contains(jobs().getFirst().value(), "unique_key");
        assertThat(schedule().nextRun()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void who_changes_what_somebody_else_changed_is_told() {
        save(Missed.SKIP, now, Map.of("type", "noop"));
        long version = schedule().version();
        ScheduleSpec spec = schedule().spec();

        assertThat(ledger.schedules().save("acme", id, spec, now, version)).isEqualTo(Saved.SAVED);
        assertThat(ledger.schedules().save("acme", id, spec, now, version)).isEqualTo(Saved.CHANGED);
        assertThat(ledger.schedules().save("globex", id, spec, now, version + 1))
                .isEqualTo(Saved.CHANGED);
    }

    @Test
    void a_deleted_schedule_is_gone_and_a_foreign_one_stays() {
        save(Missed.SKIP, now, Map.of("type", "noop"));

        assertThat(ledger.schedules().delete("globex", id)).isFalse();
        assertThat(ledger.schedules().find("globex", id)).isEmpty();
        assertThat(ledger.schedules().all("acme")).hasSize(1);
        assertThat(ledger.schedules().delete("acme", id)).isTrue();
        assertThat(ledger.schedules().all("acme")).isEmpty();
        assertThat(ledger.schedules().due(10)).isEmpty();
    }
}
