package dev.tintype.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureCommandTest {
    private static final String QUEUED = "{\"id\":\"job_1\",\"state\":\"queued\",\"version\":1}";
    private static final String SUCCEEDED = """
            {"id":"job_1","state":"succeeded","version":3,
             "started_at":"2030-01-01T00:00:00Z","finished_at":"2030-01-01T00:00:01.25Z",
             "artifacts":[{"name":"screenshot.png","kind":"screenshot","media_type":"image/png","bytes":3,
               "sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
               "width":1280,"height":720,"url":"/v1/jobs/job_1/artifacts/screenshot.png"}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final FakeServer server = new FakeServer();
    private final RecordedTerminal terminal = new RecordedTerminal(false);

    @BeforeEach
    void acceptJobs() {
        server.on("POST /v1/jobs", Answer.json(202, QUEUED))
                .on("GET /v1/jobs/job_1/artifacts/screenshot.png", new Answer(200, "abc", Map.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_file_is_written_and_told_of() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));
        Path target = folder.resolve("shot.png");

        int exit = capture("https://example.com", "-o", target.toString());

        assertThat(exit).as(terminal.err()).isZero();
        assertThat(target).hasContent("abc");
        assertThat(terminal.out()).isEqualTo(target + "  1280×720, 3 bytes, in 1.3 s\n");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void options_become_the_fields_of_the_request_and_nothing_else_is_sent() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        capture(
                "https://example.com",
                "-o",
                folder.resolve("shot.jpg").toString(),
                "--full-page",
                "--width",
                "390",
                "--scale",
                "2",
                "--dark",
                "--wait-until",
                "NetworkIdle",
                "--quality",
                "70",
                "--timeout",
                "45");

        assertThat(Json.tree(server.requests().getFirst().body())).isEqualTo(Json.tree("""
                {"type":"capture","source":{"url":"https://example.com"},
                 "page":{"viewport":{"width":390,"height":720},"scale":2.0,"color_scheme":"dark",
                   "wait_until":"networkidle","timeout_ms":45000},
                 "timeout_s":75,
                 "outputs":[{"kind":"screenshot","format":"jpeg","full_page":true,"quality":70}]}
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.avif | --quality 40 | {"kind":"screenshot","format":"avif","quality":40}
            a.md   | --selector main | {"kind":"markdown","selector":"main"}
            a.txt  | | {"kind":"text"}
            a.html | | {"kind":"html","inline_resources":true}
            a.mhtml| | {"kind":"mhtml"}
            a.har  | | {"kind":"har","content":true}
            a.mp4  | --duration 2.5 --scroll | {"kind":"video","format":"mp4","duration_ms":2500,"scroll":true}
            a.webm | | {"kind":"video","format":"webm"}
            a.gif  | | {"kind":"video","format":"gif"}
            """)
    void every_extension_asks_for_its_kind(String file, @Nullable String options, String output) {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));
        List<String> arguments = new ArrayList<>(
                List.of("https://example.com", "-o", folder.resolve(file).toString()));
        if (options != null) {
            arguments.addAll(List.of(options.split(" ")));
        }

        assertThat(capture(arguments.toArray(String[]::new))).isZero();

        assertThat(Json.tree(server.requests().getFirst().body()).at("/outputs/0"))
                .isEqualTo(Json.tree(output));
    }

    @ParameterizedTest
    @CsvSource({"a.mp4,--quality 40", "a.md,--full-page", "a.png,--scroll", "a.har,--selector p"})
    void an_option_that_does_nothing_for_the_kind_is_refused(String file, String option) {
        List<String> arguments = new ArrayList<>(
                List.of("https://example.com", "-o", folder.resolve(file).toString()));
        arguments.addAll(List.of(option.split(" ")));

        assertThat(capture(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(terminal.err()).contains(option.split(" ", -1)[0]);
    }

    @Test
    void options_for_the_visit_become_its_fields() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        capture(
                "https://example.com",
                "-o",
                folder.resolve("shot.png").toString(),
                "--device",
                "iPhone 15",
                "--wait-for",
                "#chart",
                "--hide",
                ".a",
                "--hide",
                ".b",
                "--header",
                "X-Preview: yes",
                "--block",
                "ads,cookie-banners",
                "--partial");

        assertThat(Json.tree(server.requests().getFirst().body()).get("page")).isEqualTo(Json.tree("""
                {"device":"iPhone 15","wait_for":[{"selector":"#chart"}],"hide":[".a",".b"],
                 "headers":{"X-Preview":"yes"},"block":{"ads":true,"cookie_banners":true},"on_timeout":"capture"}
                """));
    }

    @Test
    void json_prints_the_job_and_nothing_else() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        int exit =
                capture("https://example.com", "-o", folder.resolve("shot.png").toString(), "--json");

        assertThat(exit).isZero();
        assertThat(Json.tree(terminal.out())).isEqualTo(Json.tree(SUCCEEDED));
    }

    @Test
    void a_dash_writes_the_bytes_to_standard_output() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        assertThat(capture("https://example.com", "-o", "-")).isZero();
        assertThat(terminal.outBytes()).asString(StandardCharsets.UTF_8).isEqualTo("abc");
    }

    @Test
    void a_failed_job_is_a_sentence_a_hint_and_exit_1() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, """
                {"id":"job_1","state":"failed","version":3,"source":{"url":"http://localhost:3000/x"},
                 "error":{"code":"egress_denied","title":"The host is not allowed",
                   "detail":"localhost is not a public host.","retryable":false,"attempt":1}}
                """));

        int exit = capture(
                "http://localhost:3000/x", "-o", folder.resolve("shot.png").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(terminal.err()).isEqualTo("""
                tintype: localhost is not a public host (egress_denied)
                  allow it with TINTYPE_EGRESS_ALLOW=localhost:3000 where the server is started
                """);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_refused_request_names_the_option_and_exits_2() {
        FakeServer strict = new FakeServer();
        try (strict) {
            strict.on("POST /v1/jobs", Answer.json(422, """
                    {"title":"Invalid","detail":"The request is not valid",
                     "errors":[{"pointer":"/page/viewport/width","detail":"must be at least 1"},
                               {"pointer":"/page/color","detail":"is unknown"}]}
                    """));

            int exit = terminal.run(
                    "capture",
                    "https://example.com",
                    "--server",
                    strict.url().toString(),
                    "--key",
                    "k",
                    "--width",
                    "0");

            assertThat(exit).isEqualTo(2);
            assertThat(terminal.err()).isEqualTo("""
                            tintype: The request is not valid
                              --width: must be at least 1
                              /page/color: is unknown
                            """);
        }
    }

    @Test
    void a_refused_key_exits_3() {
        FakeServer strict = new FakeServer();
        try (strict) {
            strict.on(
                    "POST /v1/jobs",
                    Answer.json(401, "{\"title\":\"Unauthorized\",\"detail\":\"The key is unknown\"}"));

            int exit = terminal.run(
                    "capture", "https://example.com", "--server", strict.url().toString(), "--key", "k");

            assertThat(exit).isEqualTo(3);
            assertThat(terminal.err()).contains("does not accept the key", "--key or TINTYPE_KEY");
        }
    }

    @Test
    void an_option_that_does_nothing_for_the_format_is_refused() {
        assertThat(capture(
                        "https://example.com", "-o", folder.resolve("page.pdf").toString(), "--full-page"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--full-page does nothing for pdf");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_missing_folder_is_told_before_any_job_is_made() {
        assertThat(capture(
                        "https://example.com",
                        "-o",
                        folder.resolve("no/shot.png").toString()))
                .isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    private int capture(String... arguments) {
        List<String> all = new ArrayList<>(List.of("capture"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.url().toString(), "--key", "k"));
        return terminal.run(all.toArray(String[]::new));
    }
}
