package dev.tintype.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tintype.json.Json;
import dev.tintype.redis.RedisExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

@ExtendWith(RedisExtension.class)
class AuditTrailTest {
    private static final String STREAM = "{tintype}:audit:changes";
    private static final AuditTrail.Query ALL = new AuditTrail.Query(0, null, null);

    private final RedisClient redis;
    private final AuditTrail trail;

    AuditTrailTest(RedisClient redis) {
        this.redis = redis;
        this.trail = new AuditTrail(redis, Clock.systemUTC(), 1_000);
    }

    @Test
    void what_was_done_is_read_in_the_order_in_which_it_was_done() {
        trail.append(event("key.created", "acme"));
        trail.append(event("key.revoked", "acme"));
        trail.append(event("pool.paused", "other"));

        assertThat(trail.read(AuditLog.CHANGES, ALL, 10))
                .extracting(AuditEntry::seq, AuditEntry::action)
                .containsExactly(tuple(1L, "key.created"), tuple(2L, "key.revoked"), tuple(3L, "pool.paused"));
        assertThat(trail.read(AuditLog.CHANGES, new AuditTrail.Query(1, "acme", null), 10))
                .extracting(AuditEntry::action)
                .containsExactly("key.revoked");
        assertThat(trail.read(AuditLog.CHANGES, new AuditTrail.Query(0, null, "pool.paused"), 10))
                .hasSize(1);
        assertThat(trail.read(AuditLog.JOBS, ALL, 10)).isEmpty();
        assertThat(trail.verify(AuditLog.CHANGES, null).whole()).isTrue();
        assertThat(trail.verify(AuditLog.JOBS, null).whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.created", "acme", "k-1", "192.0.2.7", "r-1", "/v1/keys/k-2", "\"at\":\"2"})
    void a_changed_entry_is_noticed(String part) {
        four();
        String line = lines().get(1);
        assertThat(line).contains(part);
        char last = part.charAt(part.length() - 1);
        replace(2, line.replace(part, part.substring(0, part.length() - 1) + (last == '2' ? '1' : '2')));

        assertThat(trail.verify(AuditLog.CHANGES, null).broken()).isEqualTo("entry 2 was changed");
    }

    @Test
    void a_removed_entry_is_noticed() {
        four();
        redis.xdel(STREAM, new StreamEntryID(2, 1));

        assertThat(trail.verify(AuditLog.CHANGES, null).broken()).isEqualTo("after entry 1 comes 3");
    }

    @Test
    void a_removed_end_is_noticed() {
        four();
        redis.xdel(STREAM, new StreamEntryID(4, 1));

        assertThat(trail.verify(AuditLog.CHANGES, null).broken()).isEqualTo("entry 4 was written and is not there");
    }

    @Test
    void a_log_written_anew_has_not_the_hash_that_was_noted() {
        four();
        String noted = trail.verify(AuditLog.CHANGES, null).head();
        assertThat(trail.verify(AuditLog.CHANGES, noted).whole()).isTrue();
        redis.flushAll();
        four();

        assertThat(trail.verify(AuditLog.CHANGES, null).whole()).isTrue();
        assertThat(trail.verify(AuditLog.CHANGES, noted).broken()).isEqualTo("no entry has the hash that was noted");
    }

    @Test
    void an_entry_forged_with_a_right_hash_of_its_own_breaks_the_next() {
        four();
        AuditEntry second = trail.read(AuditLog.CHANGES, ALL, 2).getLast();
        AuditEntry forged = AuditEntry.next(2, second.previous(), second.at(), event("key.created", "mallory"));
        replace(2, Json.write(forged));

        assertThat(trail.verify(AuditLog.CHANGES, null).broken())
                .isEqualTo("entry 3 does not follow the one before it");
    }

    @Test
    void old_entries_go_and_the_rest_is_whole() {
        AuditTrail small = new AuditTrail(redis, Clock.systemUTC(), 100);
        for (int i = 0; i < 150; i++) {
            small.append(event("key.created", "acme"));
        }

        ChainCheck.Result result = small.verify(AuditLog.CHANGES, null);

        assertThat(result.whole()).isTrue();
        assertThat(result.entries()).isEqualTo(100);
        assertThat(result.first()).isEqualTo(51);
        assertThat(result.last()).isEqualTo(150);
    }

    @Test
    void many_who_write_at_once_make_one_chain() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 4; writer++) {
                writers.add(all.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        trail.append(event("key.created", "acme"));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }

        ChainCheck.Result result = trail.verify(AuditLog.CHANGES, null);

        assertThat(result.broken()).isNull();
        assertThat(result.last()).isEqualTo(100);
    }

    @Test
    void what_the_writer_took_is_soon_there() {
        try (AuditWriter writer = new AuditWriter(trail)) {
            for (int i = 0; i < 500; i++) {
                writer.write(event("key.created", "acme"));
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(writer::idle);
        }

        assertThat(trail.verify(AuditLog.CHANGES, null).last()).isEqualTo(500);
    }

    private void four() {
        for (String action : List.of("server.started", "key.created", "key.revoked", "pool.paused")) {
            trail.append(event(action, "acme"));
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        trail.export(AuditLog.CHANGES, lines::add);
        return lines;
    }

    /** Streams only append; who has Redis in their hands can still write one anew. */
    private void replace(int seq, String line) {
        List<String> lines = lines();
        redis.del(STREAM);
        for (int i = 1; i <= lines.size(); i++) {
            redis.xadd(STREAM, new StreamEntryID(i, 1), Map.of("e", i == seq ? line : lines.get(i - 1)));
        }
    }

    private static AuditEvent event(String action, String tenant) {
        return new AuditEvent(AuditLog.CHANGES, action, tenant, "k-1", "192.0.2.7", "r-1", "/v1/keys/k-2");
    }
}
