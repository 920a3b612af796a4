package dev.tintype.cli.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaCommandTest {
    private static final String QUEUED = "{\"id\":\"job_1\",\"state\":\"queued\",\"version\":1}";
    private static final String RUNNING = """
            {"id":"job_1","state":"running","version":2,
             "progress":{"percent":50,"stage":"encode","message":"80 fps"}}
            """;
    private static final String SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String SUCCEEDED = """
            {"id":"job_1","state":"succeeded","version":3,
             "started_at":"2030-01-01T00:00:00Z","finished_at":"2030-01-01T00:00:02Z",
             "artifacts":[
               {"name":"hls.m3u8","kind":"hls","bytes":3,"sha256":"%1$s","url":"/v1/jobs/job_1/artifacts/hls.m3u8"},
               {"name":"stream.mp4","kind":"hls","bytes":3,"sha256":"%1$s","url":"/v1/jobs/job_1/artifacts/hls.m3u8"},
               {"name":"poster.jpg","kind":"poster","bytes":3,"sha256":"%1$s","url":"/v1/jobs/job_1/artifacts/hls.m3u8"}]}
            """.formatted(SHA);

    @TempDir
    private Path folder = Path.of("");

    private final FakeServer server = new FakeServer();
    private Path clip = Path.of("");

    @BeforeEach
    void acceptJobs() throws IOException {
        clip = Files.writeString(folder.resolve("in.mp4"), "not looked at here");
        server.on("POST /v1/uploads", Answer.json(201, "{\"id\":\"upl_1\"}"))
                .on("POST /v1/jobs", Answer.json(202, QUEUED))
                .on("GET /v1/jobs/job_1/artifacts/hls.m3u8", new Answer(200, "abc", Map.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_file_is_uploaded_and_everything_made_of_it_written() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));
        RecordedTerminal terminal = new RecordedTerminal(false);
        Path out = folder.resolve("new/out");

        int exit = media(terminal, clip.toString(), "--hls", "--poster", "-o", out.toString());

        assertThat(exit).as(terminal.err()).isZero();
        assertThat(out).isDirectoryContaining("glob:**/hls.m3u8").isDirectoryContaining("glob:**/stream.mp4");
        assertThat(out.resolve("poster.jpg")).hasContent("abc");
        assertThat(terminal.out()).isEqualTo(out + "  3 files, 9 bytes, in 2.0 s\n");
        assertThat(terminal.err()).isEqualTo("✓ hls     2 files, 6 bytes\n✓ poster  poster.jpg, 3 bytes\n");
        assertThat(server.requests().getFirst().body()).isEqualTo("not looked at here");
    }

    @Test
    void options_become_the_fields_of_the_request_and_nothing_else_is_sent() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));

        media(
                new RecordedTerminal(false),
                "https://example.com/a.mp4",
                "--hls",
                "--speed",
                "fastest",
                "--audio",
                "mp3",
                "--thumbnails",
                "--add",
                "{\"kind\":\"video\",\"codec\":\"av1\"}",
                "--start",
                "1.5",
                "--hardware",
                "auto",
                "--timeout",
                "60",
                "-o",
                folder.toString());

        assertThat(Json.tree(server.requests().getFirst().body())).isEqualTo(Json.tree("""
                {"type":"media","source":{"url":"https://example.com/a.mp4"},"media":{"trim":{"start_ms":1500},"hardware":"auto"},
                 "timeout_s":60,
                 "outputs":[{"kind":"hls","speed":"fastest"},{"kind":"audio","format":"mp3"},
                   {"kind":"thumbnails","count":10},{"kind":"video","codec":"av1"}]}
                """));
    }

    @Test
    void a_terminal_sees_a_bar_for_each_output() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, RUNNING), Answer.json(200, SUCCEEDED));
        RecordedTerminal terminal = new RecordedTerminal(true);

        media(terminal, clip.toString(), "--hls", "--poster", "-o", folder.toString());

        assertThat(terminal.err())
                .contains("hls     ██████████░░░░░░░░░░  50 %  encode · 80 fps")
                .contains("poster  ██████████░░░░░░░░░░  50 %  encode · 80 fps")
                .contains("poster.jpg, 3 bytes");
    }

    @Test
    void json_prints_the_job_and_nothing_else() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED));
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(media(terminal, clip.toString(), "--hls", "--json", "-o", folder.toString()))
                .isZero();

        assertThat(Json.tree(terminal.out())).isEqualTo(Json.tree(SUCCEEDED));
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void a_failed_job_is_a_sentence_a_hint_and_exit_1() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, """
                {"id":"job_1","type":"media","state":"failed","version":3,
                 "error":{"code":"limit_exceeded","title":"Too much","detail":"It is too long.","attempt":1}}
                """));
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(media(terminal, clip.toString(), "--hls", "-o", folder.toString()))
                .isEqualTo(1);

        assertThat(terminal.err())
                .startsWith("tintype: It is too long (limit_exceeded)\n")
                .contains("--start and --end");
    }

    @Test
    void what_is_wrong_with_the_command_is_told_before_anything_is_sent() {
        for (String[] wrong : new String[][] {
            {clip.toString(), "-o", folder.toString()},
            {folder.resolve("none.mp4").toString(), "--hls", "-o", folder.toString()},
            {clip.toString(), "--hls"},
            {clip.toString(), "--add", "{\"codec\":\"av1\"}", "-o", folder.toString()},
            {clip.toString(), "--hls", "-o", clip.toString()}
        }) {
            RecordedTerminal terminal = new RecordedTerminal(false);
            assertThat(media(terminal, wrong)).as(terminal.err()).isEqualTo(2);
            assertThat(terminal.err()).startsWith("tintype: ");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_name_that_leads_out_of_the_folder_is_not_followed() {
        server.on("GET /v1/jobs/job_1", Answer.json(200, SUCCEEDED.replace("stream.mp4", "../stream.mp4")));
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(media(
                        terminal,
                        clip.toString(),
                        "--hls",
                        "-o",
                        folder.resolve("out").toString()))
                .isEqualTo(1);

        assertThat(folder.resolve("stream.mp4")).doesNotExist();
    }

    private int media(RecordedTerminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of("media"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.url().toString(), "--key", "k"));
        return terminal.run(all.toArray(String[]::new));
    }
}
