package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.api.job.JobWaiter;
import dev.tintype.job.JobId;
import dev.tintype.job.Progress;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Long polls and {@code Prefer: wait}. */
class WaitTest extends ApiTest {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final RedisClient redis;

    WaitTest(URI uri, JobLedger ledger, RedisClient redis) {
        super(uri, ledger);
        this.redis = redis;
    }

    @Test
    void a_poll_without_a_version_waits_for_the_end() {
        JobId id = submit();
        CompletableFuture<Reply> poll = async(() -> get("/v1/jobs/" + id + "?wait=30"));
        awaitListener();

        claim(id);
        ledger.beat(id, 1, Duration.ofSeconds(30), Progress.of(50, "load"));
        assertThat(poll).isNotDone();
        finish(id);

        assertThat(poll).succeedsWithin(Duration.ofSeconds(5)).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json("state")).isEqualTo("succeeded");
        });
    }

    @Test
    void a_poll_with_a_version_waits_for_the_next() {
        JobId id = submit();
        CompletableFuture<Reply> poll =
                async(() -> send(to("/v1/jobs/" + id + "?wait=30").header("If-None-Match", "\"1\"")));
        awaitListener();

        claim(id);

        assertThat(poll).succeedsWithin(Duration.ofSeconds(5)).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json("state")).isEqualTo("running");
            assertThat(reply.header("ETag")).contains("\"2\"");
        });
    }

    @Test
    void a_poll_with_an_old_version_does_not_wait() {
        JobId id = submit();
        claim(id);

        Reply reply = send(to("/v1/jobs/" + id + "?wait=30")
                .header("If-None-Match", "\"1\"")
                .timeout(SOON));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void a_poll_of_an_ended_job_does_not_wait() {
        JobId id = finished();

        Reply known = send(to("/v1/jobs/" + id + "?wait=30")
                .header("If-None-Match", "\"3\"")
                .timeout(SOON));

        assertThat(known.status()).isEqualTo(304);
        assertThat(send(to("/v1/jobs/" + id + "?wait=30").timeout(SOON)).status())
                .isEqualTo(200);
    }

    @Test
    void a_poll_in_vain_answers_as_if_it_had_not_waited() {
        JobId id = submit();

        assertThat(get("/v1/jobs/" + id + "?wait=1").json("state")).isEqualTo("queued");
        assertThat(send(to("/v1/jobs/" + id + "?wait=1").header("If-None-Match", "\"1\""))
                        .status())
                .isEqualTo(304);
        assertThat(get("/v1/jobs/" + id + "?wait=0").status()).isEqualTo(200);
    }

    @Test
    void a_submit_that_prefers_to_wait_gets_the_end() {
        CompletableFuture<Reply> submit = async(() -> post("/v1/jobs", CAPTURE, "Prefer", "wait=30"));
        JobId id = newest();
        claim(id);
        finish(id);

        assertThat(submit).succeedsWithin(Duration.ofSeconds(5)).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Preference-Applied")).contains("wait=30");
            assertThat(reply.header("Vary").orElse("")).contains("Prefer");
            assertThat(reply.header("Retry-After")).isEmpty();
            assertThat(reply.header("Location")).contains("/v1/jobs/" + id);
            assertThat(reply.json("state")).isEqualTo("succeeded");
        });
    }

    @Test
    void a_submit_that_waited_in_vain_is_accepted() {
        Reply reply = post("/v1/jobs", CAPTURE, "Prefer", "respond-async, wait=1");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).contains("respond-async");
        assertThat(reply.json("state")).isEqualTo("queued");
    }

    @Test
    void a_replayed_submit_waits_too() {
        JobId id = new JobId(post("/v1/jobs", CAPTURE, "Idempotency-Key", "k").json("id"));
        claim(id);
        finish(id);

        Reply reply = post("/v1/jobs", CAPTURE, "Idempotency-Key", "k", "Prefer", "wait=30");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Idempotency-Replayed")).contains("true");
        assertThat(reply.json("state")).isEqualTo("succeeded");
    }

    @Test
    void hundreds_wait_at_once_without_holding_a_connection_and_none_is_forgotten() {
        List<JobId> ids = new ArrayList<>();
        List<CompletableFuture<Reply>> polls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            JobId id = submit();
            ids.add(id);
            for (int j = 0; j < 20; j++) {
                polls.add(async(() -> get("/v1/jobs/" + id + "?wait=30")));
            }
        }
        // more than the pool has: were each wait a connection, these would starve
        await().atMost(Duration.ofSeconds(20)).until(() -> watching() == polls.size());
        ids.forEach(id -> {
            claim(id);
            finish(id);
        });

        assertThat(polls)
                .allSatisfy(poll -> assertThat(poll)
                        .succeedsWithin(Duration.ofSeconds(20))
                        .satisfies(reply -> assertThat(reply.json("state")).isEqualTo("succeeded")));
        assertThat(watching()).isZero();
    }

    @Test
    void an_end_that_comes_while_the_wait_begins_is_not_missed() {
        for (int i = 0; i < 150; i++) {
            JobId id = submit();
            claim(id);
            CompletableFuture<Reply> poll = async(() -> get("/v1/jobs/" + id + "?wait=25"));
            // at another moment of the wait's beginning each time
            LockSupport.parkNanos(i * 20_000L);
            finish(id);
            assertThat(poll)
                    .succeedsWithin(SOON)
                    .satisfies(reply -> assertThat(reply.json("state")).isEqualTo("succeeded"));
        }
    }

    @Test
    void who_waits_too_often_at_once_is_told_to_wait_less() {
        JobId id = submit();
        JobWaiter waiter = server.bean(JobWaiter.class);
        List<JobWaiter.Watch> watches = new ArrayList<>();
        for (int i = 0; i < ApiServer.MOST_WAITS; i++) {
            watches.add(waiter.watch("acme", id, _ -> true));
        }

        Reply refused = get("/v1/jobs/" + id + "?wait=1");
        Reply accepted = post("/v1/jobs", CAPTURE, "Prefer", "wait=1");
        watches.forEach(JobWaiter.Watch::close);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json("code")).isEqualTo("too-many-waits");
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(get("/v1/jobs/" + id + "?wait=1").status()).isEqualTo(200);
    }

    private static final Duration SOON = Duration.ofSeconds(10);

    private static CompletableFuture<Reply> async(Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(call, THREADS);
    }

    private void awaitListener() {
        await().atMost(SOON).until(() -> watching() > 0);
    }

    private int watching() {
        return server.bean(JobWaiter.class).watching();
    }

    private JobId newest() {
        await().atMost(SOON).until(() -> redis.zcard("{tintype}:idx:acme") == 1 && watching() == 1);
        return new JobId(redis.zrange("{tintype}:idx:acme", 0, 0).getFirst());
    }
}
