package dev.tintype.e2e.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.e2e.fleet.Receiver;
import dev.tintype.e2e.media.TestClip;
import dev.tintype.json.Json;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TracesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";
    private static final String CAPTURES = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String FAILURES = "6bf92f3577b34da6a3ce929d0e0e4738";
    private static final String FILMS = "5bf92f3577b34da6a3ce929d0e0e4737";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** Spring Boot leaves it, and the next server of this JVM would write so too. */
    @AfterEach
    void forgetTheFormat() {
        System.clearProperty("FILE_LOG_STRUCTURED_FORMAT");
    }

    @Test
    void a_callers_trace_goes_through_api_worker_browser_ffmpeg_and_callback() throws Exception {
        Path clip = TestClip.make(folder, 1);
        try (http;
                TestCollector collector = new TestCollector();
                Receiver receiver = Receiver.start(exchange -> {
                    received.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                    exchange.sendResponseHeaders(204, -1);
                });
                EmbeddedServer server = EmbeddedServer.start(new EmbeddedOptions(
                        folder.resolve("data"),
                        0,
                        Map.of(
                                "tintype.trace.endpoint",
                                collector.endpoint(),
                                "tintype.trace.headers.x-key",
                                "k-1",
                                "logging.structured.format.file",
                                "ecs",
                                "tintype.egress.allow",
                                receiver.authority())))) {
            String callback = "\"callback\":{\"url\":\"" + receiver.url() + "\",\"events\":[\"job.succeeded\"]}";
            submit(
                    server,
                    CAPTURES,
                    "{\"type\":\"capture\",\"source\":{\"html\":\"<h1>Traced</h1>\"}," + callback + "}");
            String failed = submit(
                    server,
                    FAILURES,
                    "{\"type\":\"capture\",\"source\":{\"url\":\"http://10.0.0.1/\"},"
                            + "\"page\":{\"headers\":{\"X-Key\":\"s3cret\"}}}");
            HttpResponse<String> upload = send(server, "/v1/uploads", FILMS, "video/mp4", BodyPublishers.ofFile(clip));
            assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
            submit(
                    server,
                    FILMS,
                    "{\"type\":\"media\",\"source\":{\"upload\":\""
                            + Json.tree(upload.body()).get("id").asString() + "\"},\"outputs\":[{\"kind\":\"poster\"}],"
                            + callback + "}");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(collector.spans().stream()
                                    .filter(span -> span.getName().equals("callback")))
                            .hasSize(2));

            Map<String, List<Span>> capture = spans(collector, CAPTURES);
            Span submitted = one(capture, "POST /v1/jobs");
            assertThat(hex(submitted.getParentSpanId())).isEqualTo(CALLERS_SPAN);
            assertThat(submitted.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            Span attempt = one(capture, "attempt");
            assertThat(attempt.getParentSpanId()).isEqualTo(submitted.getSpanId());
            assertThat(one(capture, "browser").getParentSpanId()).isEqualTo(attempt.getSpanId());
            assertThat(one(capture, "store").getParentSpanId()).isEqualTo(attempt.getSpanId());
            Span told = one(capture, "callback");
            assertThat(told.getParentSpanId()).isEqualTo(submitted.getSpanId());
            assertThat(received).contains("00-" + CAPTURES + "-" + hex(told.getSpanId()) + "-01");
            assertThat(told.getStartTimeUnixNano()).isGreaterThanOrEqualTo(attempt.getStartTimeUnixNano());

            Map<String, List<Span>> film = spans(collector, FILMS);
            Span encoding = one(film, "attempt");
            assertThat(film.getOrDefault("ffmpeg", List.of()))
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(encoding.getSpanId()));
            assertThat(one(film, "callback").getParentSpanId())
                    .isEqualTo(one(film, "POST /v1/jobs").getSpanId());

            assertThat(collector.keys()).containsOnly("k-1");
            assertThat(collector.spans().toString()).doesNotContain(server.adminKey(), "<h1>", "s3cret");
            lineSaysWhose(server, failed);
        }
    }

    /** A line of the log is one JSON object that names job, tenant and trace, and the log holds no secret. */
    private void lineSaysWhose(EmbeddedServer server, String job) throws Exception {
        Path log = folder.resolve("data").resolve("logs").resolve("tintype.log");
        JsonNode line = await().atMost(PATIENCE)
                .until(
                        () -> Files.readAllLines(log).stream()
                                .map(Json::tree)
                                .filter(each -> each.path("job").asString("").equals(job))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(line.path("trace").asString()).isEqualTo(FAILURES);
        assertThat(line.path("tenant").asString()).isNotEmpty();
        assertThat(line.path("message").asString()).contains("egress_denied");
        assertThat(Files.readString(log)).doesNotContain(server.adminKey(), "s3cret");
    }

    private String submit(EmbeddedServer server, String trace, String job) throws Exception {
        HttpResponse<String> accepted =
                send(server, "/v1/jobs", trace, "application/json", BodyPublishers.ofString(job));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return Json.tree(accepted.body()).get("id").asString();
    }

    private HttpResponse<String> send(EmbeddedServer server, String path, String trace, String type, BodyPublisher body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Authorization", "Bearer " + server.adminKey())
                .header("Content-Type", type)
                .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
                .timeout(PATIENCE)
                .POST(body)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static Map<String, List<Span>> spans(TestCollector collector, String trace) {
        return collector.spans().stream()
                .filter(span -> hex(span.getTraceId()).equals(trace))
                .collect(Collectors.groupingBy(Span::getName));
    }

    private static Span one(Map<String, List<Span>> spans, String name) {
        List<Span> named = spans.getOrDefault(name, List.of());
        assertThat(named).as(name + " in " + spans.keySet()).hasSize(1);
        return named.getFirst();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
