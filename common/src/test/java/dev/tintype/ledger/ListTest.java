package dev.tintype.ledger;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobPage.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListTest extends TransitionTest {
    private static final JobQuery ANY = JobQuery.ANY;

    @Test
    void jobs_come_newest_first_and_a_tenant_sees_only_its_own() {
        JobId first = accepted(aJob());
        clock.advance(Duration.ofMillis(1));
        JobId second = accepted(aJob());
        ledger.accept(aJob().tenant("globex").build());

        JobPage page = ledger.list("acme", ANY, 10, null);

        assertThat(page.items()).extracting(Job::id).containsExactly(second, first);
        assertThat(page.items().getFirst()).isEqualTo(job(second));
        assertThat(page.after()).isNull();
        assertThat(ledger.list("initech", ANY, 10, null)).isEqualTo(new JobPage(List.of(), null));
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_when_all_were_made_in_one_millisecond() {
        List<JobId> all = acceptedMany(25);
        all.sort(Collections.reverseOrder());

        assertThat(pages(ANY, 10)).isEqualTo(all);
        assertThat(pages(ANY, 1)).isEqualTo(all);
        assertThat(pages(ANY, 25)).isEqualTo(all);
    }

    @Test
    void a_full_last_page_says_that_nothing_follows() {
        acceptedMany(10);

        assertThat(ledger.list("acme", ANY, 10, null).after()).isNull();
        assertThat(ledger.list("acme", ANY, 9, null).after()).isNotNull();
    }

    @Test
    void jobs_made_and_removed_between_two_pages_disturb_nothing() {
        List<JobId> all = acceptedMany(10);
        all.sort(Collections.reverseOrder());
        Position position = ledger.list("acme", ANY, 5, null).after();
        clock.advance(Duration.ofSeconds(1));
        acceptedMany(3);
        ledger.cancel("acme", all.get(4));
        ledger.delete("acme", all.get(4));

        assertThat(ledger.list("acme", ANY, 10, position).items())
                .extracting(Job::id)
                .isEqualTo(all.subList(5, 10));
    }

    @Test
    void every_filter_narrows_and_all_hold_together() {
        JobId plain = accepted(aJob());
        JobId nightly = accepted(aJob().tags("nightly"));
        JobId runningNightly = running(aJob().tags("nightly", "eu"));

        assertThat(pages(state(JobState.RUNNING), 10)).containsExactly(runningNightly);
        assertThat(pages(tag("nightly"), 10)).containsExactlyInAnyOrder(nightly, runningNightly);
        assertThat(pages(new JobQuery(null, "noop", null, Map.of(), null, null), 10))
                .containsExactlyInAnyOrder(plain, nightly, runningNightly);
        assertThat(pages(new JobQuery(null, "capture", null, Map.of(), null, null), 10))
                .isEmpty();
        assertThat(pages(new JobQuery(JobState.QUEUED, "noop", "nightly", Map.of(), null, null), 10))
                .containsExactly(nightly);
        assertThat(pages(new JobQuery(JobState.QUEUED, "noop", "eu", Map.of(), null, null), 10))
                .isEmpty();
    }

    @Test
    void the_state_filter_follows_the_job() {
        JobId id = running(aJob());
        ledger.finish(id, 1, resultOf(1));

        assertThat(pages(state(JobState.RUNNING), 10)).isEmpty();
        assertThat(pages(state(JobState.SUCCEEDED), 10)).containsExactly(id);
    }

    @Test
    void bounds_of_time_exclude_their_own_moment() {
        Instant start = clock.now();
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(accepted(aJob()));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(pages(between(start, start.plusSeconds(4)), 10)).containsExactly(ids.get(3), ids.get(2), ids.get(1));
        assertThat(pages(between(start.minusNanos(1), null), 10)).hasSize(5);
        assertThat(pages(between(null, start.plusNanos(1)), 10)).containsExactly(ids.getFirst());
        assertThat(pages(between(null, start.plusSeconds(3)), 2)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(pages(between(start.plusSeconds(9), start), 10)).isEmpty();
    }

    @Test
    void a_filter_that_leaves_little_gives_short_pages_that_go_on() {
        settings(new DispatchSettings(Map.of(Pool.NOOP, 100), 1, BACKLOG_LOOK, TenantLimits.defaults(), Map.of()));
        JobId oldest = running(aJob().tags("rare"));
        for (int i = 0; i < 40; i++) {
            ledger.accept(aJob().tags("often").build());
            running(aJob().tags("often"));
        }
        LedgerServer server = new LedgerServer(redis, ManualClock.scripts(LedgerSettings.defaults()));
        // Looks at one entry per call, ten calls per page.
        JobIndex index = new JobIndex(server, 1, 1 << 20);
        JobQuery query = new JobQuery(JobState.RUNNING, null, "rare", Map.of(), null, null);

        assertThat(index.list("acme", query, 10, null).items())
                .extracting(Job::id)
                .containsExactly(oldest);

        redis.zadd("{tintype}:idx:acme:tag:rare", rareElsewhere());
        List<JobId> found = new ArrayList<>();
        Position position = null;
        int pages = 0;
        do {
            JobPage page = index.list("acme", query, 10, position);
            page.items().forEach(job -> found.add(job.id()));
            position = page.after();
            assertThat(pages++).as("pages without an end").isLessThan(100);
        } while (position != null);
        redis.zrem("{tintype}:idx:acme:tag:rare", rareElsewhere().keySet().toArray(String[]::new));

        assertThat(found).containsExactly(oldest);
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void metadata_filters_by_name_and_value() {
        JobId first = accepted(aJob().metadata(Map.of("order", "42", "shop", "north")));
        JobId second = accepted(aJob().metadata(Map.of("order", "43", "shop", "north")));
        accepted(aJob());

        assertThat(pages(metadata(Map.of("order", "42")), 10)).containsExactly(first);
        assertThat(pages(metadata(Map.of("shop", "north")), 10)).containsExactly(second, first);
        assertThat(pages(metadata(Map.of("shop", "north", "order", "43")), 10)).containsExactly(second);
        assertThat(pages(metadata(Map.of("shop", "north", "order", "44")), 10)).isEmpty();
        assertThat(pages(metadata(Map.of("order", "north")), 10)).isEmpty();
    }

    @Test
    void a_page_ends_when_it_is_heavy() {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(1));
            ids.addFirst(accepted(aJob().metadata(Map.of("note", "x".repeat(1000)))));
        }
        LedgerServer server = new LedgerServer(redis, ManualClock.scripts(LedgerSettings.defaults()));
        JobIndex index = new JobIndex(server, 1_000, 2_000);

        JobPage first = index.list("acme", ANY, 10, null);
        assertThat(first.items()).extracting(Job::id).containsExactly(ids.get(0), ids.get(1));
        assertThat(index.list("acme", ANY, 10, first.after()).items())
                .extracting(Job::id)
                .containsExactly(ids.get(2), ids.get(3));
    }

    @Test
    void a_page_of_nothing_is_refused() {
        assertThatThrownBy(() -> ledger.list("acme", ANY, 0, null)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Entries that only the tag's index has, newer than the job that is looked for. */
    private Map<String, Double> rareElsewhere() {
        Map<String, Double> entries = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            entries.put("job_zz" + i, clock.now().toEpochMilli() + 1.0);
        }
        return entries;
    }

    private List<JobId> acceptedMany(int count) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(accepted(aJob()));
        }
        Collections.shuffle(ids, new Random(1));
        return ids;
    }

    private List<JobId> pages(JobQuery query, int limit) {
        List<JobId> ids = new ArrayList<>();
        Position position = null;
        do {
            JobPage page = ledger.list("acme", query, limit, position);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(job -> ids.add(job.id()));
            assertThat(ids).as("pages without an end").hasSizeLessThan(1_000);
            position = page.after();
        } while (position != null);
        return ids;
    }

    private static JobQuery state(JobState state) {
        return new JobQuery(state, null, null, Map.of(), null, null);
    }

    private static JobQuery metadata(Map<String, String> metadata) {
        return new JobQuery(null, null, null, metadata, null, null);
    }

    private static JobQuery tag(String tag) {
        return new JobQuery(null, null, tag, Map.of(), null, null);
    }

    private static JobQuery between(@Nullable Instant after, @Nullable Instant before) {
        return new JobQuery(null, null, null, Map.of(), after, before);
    }
}
