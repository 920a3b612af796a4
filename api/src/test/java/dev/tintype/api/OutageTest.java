package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service says when what it depends on is away, and that it comes back. */
class OutageTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final URI redis;

    OutageTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
        this.redis = redis;
    }

    @AfterEach
    void mend() {
        server.gate().mend();
        server.broker().available(true);
        await().atMost(SOON).until(() -> get("/v1/jobs").status() == 200);
    }

    @Test
    void without_the_ledger_requests_are_put_off_and_health_says_so() {
        JobId id = submit();
        server.gate().cut();

        for (Reply reply : new Reply[] {post("/v1/jobs", CAPTURE), get("/v1/jobs/" + id), get("/v1/jobs?limit=1")}) {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json("code")).isEqualTo("unavailable");
            assertThat(reply.header("Retry-After")).contains("1");
            assertThat(reply.header("Content-Type")).contains("application/problem+json");
            assertThat(reply.text()).doesNotContainIgnoringCase("redis").doesNotContain("127.0.0.1");
        }
        await().atMost(SOON).until(() -> health().status() == 503);
        assertThat(health().json().at("/dependencies/ledger/status").asString()).isEqualTo("down");
        assertThat(send(HttpRequest.newBuilder(server.url().resolve("/health/live")))
                        .status())
                .isEqualTo(200);

        server.gate().mend();

        await().atMost(SOON).until(() -> get("/v1/jobs/" + id).status() == 200);
        await().atMost(SOON).until(() -> health().status() == 200);
    }

    @Test
    void a_wait_outlives_a_short_outage() {
        JobId id = submit();
        CompletableFuture<Reply> poll = CompletableFuture.supplyAsync(
                () -> get("/v1/jobs/" + id + "?wait=20"), Executors.newVirtualThreadPerTaskExecutor());
        await().atMost(SOON)
                .until(() -> server.bean(dev.tintype.api.job.JobWaiter.class).watching() == 1);

        server.gate().cut();
        claim(id);
        finish(id);
        server.gate().mend();

        assertThat(poll)
                .succeedsWithin(Duration.ofSeconds(15))
                .satisfies(reply -> assertThat(reply.json("state")).isEqualTo("succeeded"));
    }

    @Test
    void without_the_broker_jobs_are_accepted_all_the_same() {
        server.broker().available(false);

        Reply reply = post("/v1/jobs", CAPTURE);

        assertThat(reply.status()).isEqualTo(202);
        await().atMost(SOON).until(() -> health().json("status").equals("degraded"));
        assertThat(health().status()).isEqualTo(200);
        assertThat(health().json().at("/dependencies/broker/detail").asString()).contains("jobs are accepted");
        JobId running = submit();
        claim(running);
        assertThat(post("/v1/jobs/" + running + "/cancel", "").status()).isEqualTo(202);
    }

    @Test
    void a_server_that_stops_lets_nobody_wait() {
        ApiServer stopping = ApiServer.start(redis);
        JobId id = submit();
        CompletableFuture<Reply> poll = CompletableFuture.supplyAsync(
                () -> send(HttpRequest.newBuilder(stopping.url().resolve("/v1/jobs/" + id + "?wait=60"))
                        .header("Authorization", "Bearer " + ACME.reveal())),
                Executors.newVirtualThreadPerTaskExecutor());
        await().atMost(SOON)
                .until(() -> stopping.bean(dev.tintype.api.job.JobWaiter.class).watching() == 1);

        stopping.close();

        assertThat(poll).succeedsWithin(SOON).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json("state")).isEqualTo("queued");
        });
    }

    private Reply health() {
        return send(HttpRequest.newBuilder(server.url().resolve("/health")));
    }
}
