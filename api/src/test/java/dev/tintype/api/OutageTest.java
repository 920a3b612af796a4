package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.event.JobEvents;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
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
    void an_event_stream_outlives_a_short_outage() throws Exception {
        JobId id = submit();
        JobEvents events = server.bean(JobEvents.class);
        AtomicBoolean once = new AtomicBoolean();
        // told before the stream is, on the same thread: the stream's own look finds the ledger away
        try (JobEvents.Subscription _ = events.listen(id, _ -> cut(once));
                InputStream stream = HttpClient.newHttpClient()
                        .send(to("/v1/jobs/" + id + "/events").build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            assertThat(line(lines, "data: ")).contains("queued");

            claim(id);
            assertThat(line(lines, ":")).as("the stream is kept open").isNotNull();
            server.gate().mend();
            assertThat(line(lines, "data: ")).contains("running");
            finish(id);
            assertThat(line(lines, "data: ")).contains("succeeded");
            assertThat(line(lines, "data: ")).as("its end").isNull();
        }
    }

    private void cut(AtomicBoolean once) {
        if (once.compareAndSet(false, true)) {
            server.gate().cut();
        }
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

    /** The next line that begins so; null when the stream ends before. */
    private static @Nullable String line(BufferedReader lines, String begin) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(begin)) {
            line = lines.readLine();
        }
        return line;
    }

    private Reply health() {
        return send(HttpRequest.newBuilder(server.url().resolve("/health")));
    }
}
