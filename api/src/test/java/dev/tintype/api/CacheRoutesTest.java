package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheRoutesTest extends ApiTest {
    private static final String CACHED =
            CAPTURE.substring(0, CAPTURE.length() - 1) + ",\"cache\":{\"ttl_s\":3600},\"tags\":[\"%s\"]}";

    CacheRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void an_identical_request_joins_and_then_hits() {
        Reply first = post("/v1/jobs", CACHED.formatted("a"));
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("X-Cache")).isEmpty();

        Reply second = post("/v1/jobs", CACHED.formatted("b"));
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("X-Cache")).contains("join");
        assertThat(second.json("id")).isEqualTo(first.json("id"));
        JobId id = new JobId(first.json("id"));
        claim(id);
        finish(id);

        Reply third = post("/v1/jobs", CACHED.formatted("c"), "Idempotency-Key", "third");
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.header("X-Cache")).contains("hit");
        assertThat(third.header("Retry-After")).isEmpty();
        assertThat(third.json("state")).isEqualTo("succeeded");
        assertThat(third.header("Location")).contains("/v1/jobs/" + id);
        Reply replayed = post("/v1/jobs", CACHED.formatted("c"), "Idempotency-Key", "third");
        assertThat(replayed.header("Idempotency-Replayed")).contains("true");
        assertThat(replayed.json("id")).isEqualTo(id.value());
        assertThat(send(to("/v1/jobs/" + id).DELETE()).status()).isEqualTo(204);
        assertThat(post("/v1/jobs", CACHED.formatted("d")).json("id")).isNotEqualTo(id.value());
    }

    @Test
    void a_joined_job_can_be_waited_for() throws Exception {
        JobId id = new JobId(post("/v1/jobs", CACHED.formatted("a")).json("id"));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Reply> joined = threads.submit(() -> post("/v1/jobs", CACHED.formatted("b"), "Prefer", "wait=20"));
            claim(id);
            finish(id);

            assertThat(joined.get().status()).isEqualTo(200);
            assertThat(joined.get().json("id")).isEqualTo(id.value());
            assertThat(joined.get().header("X-Cache")).isPresent();
        }
    }

    @Test
    void fifty_at_once_make_one_job() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reply>> submits = Stream.<Callable<Reply>>generate(
                            () -> () -> post("/v1/jobs", CACHED.formatted("x")))
                    .limit(50)
                    .toList();

            List<Reply> replies =
                    threads.invokeAll(submits).stream().map(Future::resultNow).toList();

            assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(202));
            assertThat(replies.stream().map(reply -> reply.json("id")).collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(replies.stream().filter(reply -> reply.header("X-Cache").isEmpty()))
                    .hasSize(1);
        }
    }

    @Test
    void batches_have_jobs_of_their_own() {
        Reply refused = post("/v1/batches", "{\"jobs\":[" + CACHED.formatted("a") + "]}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/jobs/0/cache/ttl_s");
    }

    @Test
    void a_wrong_time_is_refused_by_name() {
        Reply refused = post("/v1/jobs", CACHED.formatted("a").replace("3600", "-1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/cache/ttl_s");
    }
}
