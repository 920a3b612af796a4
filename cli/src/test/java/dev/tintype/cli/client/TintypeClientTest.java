package dev.tintype.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TintypeClientTest {
    private static final String QUEUED = "{\"id\":\"job_1\",\"state\":\"queued\",\"version\":1}";
    private static final String RUNNING =
            "{\"id\":\"job_1\",\"state\":\"running\",\"version\":2,\"progress\":{\"percent\":40,\"stage\":\"wait\"}}";
    private static final String SUCCEEDED =
            "{\"id\":\"job_1\",\"state\":\"succeeded\",\"version\":3,\"news\":{\"x\":1}}";

    /** SHA-256 of "abc" (FIPS 180-2, appendix B.1). */
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder = Path.of("");

    private final FakeServer server = new FakeServer();
    private final TintypeClient client =
            new TintypeClient(server.url(), "secret", new Patience(Duration.ofSeconds(3), Duration.ofMillis(5)));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void a_submit_carries_the_key_and_an_idempotency_key() {
        server.on("POST /v1/jobs", Answer.json(202, QUEUED));

        JobView job = client.submit(Json.tree("{\"type\":\"capture\"}"));

        assertThat(job.id()).isEqualTo("job_1");
        FakeServer.Request request = server.requests().getFirst();
        assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
        assertThat(request.header("Idempotency-key")).hasSizeGreaterThan(20);
        assertThat(request.body()).isEqualTo("{\"type\":\"capture\"}");
    }

    @Test
    void a_job_is_followed_by_its_version_to_its_end() {
        server.on(
                "GET /v1/jobs/job_1",
                new Answer(304, "", Map.of()),
                Answer.json(200, RUNNING),
                Answer.json(200, SUCCEEDED));
        List<String> seen = new ArrayList<>();

        JobView end = client.follow(JobView.of(Json.tree(QUEUED)), job -> seen.add(job.state()));

        assertThat(end.succeeded()).isTrue();
        assertThat(seen).containsExactly("running", "succeeded");
        assertThat(server.requests().stream().map(request -> request.header("If-none-match")))
                .containsExactly("\"1\"", "\"1\"", "\"2\"");
        assertThat(server.requests().getFirst().line()).endsWith("?wait=20");
    }

    @Test
    void fields_that_a_newer_server_adds_do_no_harm() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        assertThat(client.get("job_1").json().path("news").path("x").asInt()).isEqualTo(1);
    }

    @Test
    void a_full_server_is_asked_again_when_it_says() {
        server.on("POST /v1/jobs", Answer.json(429, "{}").with("Retry-After", "1"), Answer.json(202, QUEUED));
        long begun = System.nanoTime();

        client.submit(Json.tree("{}"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(server.requests().stream()
                        .map(request -> request.header("Idempotency-key"))
                        .distinct())
                .as("both tries are one submit")
                .hasSize(1);
    }

    @Test
    void a_wait_longer_than_patience_is_not_begun() {
        server.on(
                "POST /v1/jobs",
                Answer.json(429, "{\"title\":\"Too many\",\"code\":\"rate_limited\"}")
                        .with("Retry-After", "3600"));

        assertThatThrownBy(() -> client.submit(Json.tree("{}"))).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.code()).isEqualTo("rate_limited");
            assertThat(problem.detail()).isEqualTo("Too many");
        });
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_server_that_never_answered_is_given_up_at_once() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (TintypeClient nobody = new TintypeClient(URI.create("http://127.0.0.1:" + port), "secret")) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> nobody.get("job_1"))
                    .isInstanceOf(ServerUnreachable.class)
                    .hasMessage("nothing listens there");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_server_that_went_away_is_tried_until_patience_ends() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, RUNNING));
        client.get("job_1");
        server.close();
        long begun = System.nanoTime();

        assertThatThrownBy(() -> client.get("job_1")).isInstanceOf(ServerUnreachable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void a_refusal_names_its_fields() {
        server.on("POST /v1/jobs", Answer.json(422, """
                {"title":"Invalid","detail":"The request is not valid","code":"invalid",
                 "errors":[{"pointer":"/page/viewport/width","code":"min","detail":"must be at least 1"}]}
                """));

        assertThatThrownBy(() -> client.submit(Json.tree("{}"))).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.isBadRequest()).isTrue();
            assertThat(problem.errors())
                    .containsExactly(new ApiProblem.FieldError("/page/viewport/width", "must be at least 1"));
        });
    }

    @Test
    void what_is_no_tintype_server_is_said_to_be_none() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, "<html>hello</html>"));

        assertThatThrownBy(() -> client.get("job_1"))
                .isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("no Tintype server");
    }

    @Test
    void a_list_sends_its_filter() {
        server.on("GET /v1/jobs", Answer.json(200, "{\"items\":[" + RUNNING + "," + QUEUED + "]}"));

        List<JobView> jobs = client.list(new JobFilter(Optional.of("running"), 5));

        assertThat(jobs).extracting(JobView::state).containsExactly("running", "queued");
        assertThat(server.requests().getFirst().line()).isEqualTo("GET /v1/jobs?limit=5&state=running");
    }

    @Test
    void a_download_is_whole_and_replaces_what_was_there() throws IOException {
        server.on("GET /files/a", new Answer(200, "abc", Map.of()));
        Path target = Files.writeString(folder.resolve("a.txt"), "old");

        client.download(artifact("/files/a", ABC_SHA256), target);

        assertThat(target).hasContent("abc");
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a.txt"));
    }

    @Test
    void a_damaged_download_leaves_the_old_file_alone() throws IOException {
        server.on("GET /files/a", new Answer(200, "abd", Map.of()));
        Path target = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> client.download(artifact("/files/a", ABC_SHA256), target))
                .hasRootCauseMessage("the download is damaged: its SHA-256 is not the one the server named");

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a.txt"));
    }

    @Test
    void the_key_is_not_sent_to_a_host_that_an_answer_names() {
        try (FakeServer other = new FakeServer()) {
            assertThatThrownBy(() -> client.download(artifact(other.url() + "/a", ""), folder.resolve("a")))
                    .isInstanceOf(ServerUnreachable.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    private static ArtifactView artifact(String url, String sha256) {
        return ArtifactView.of(Json.tree("{\"name\":\"a\",\"url\":\"" + url + "\",\"sha256\":\"" + sha256 + "\"}"));
    }
}
