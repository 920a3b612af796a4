package dev.tintype.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.RecordedTerminal;
import dev.tintype.cli.doctor.Finding.Level;
import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_browser_of_this_machine_starts() {
        assertThat(new BrowserCheck(null).look()).extracting(Finding::level).doesNotContain(Level.FAIL);
    }

    @Test
    void a_browser_that_is_none_fails_with_a_mend() {
        assertThat(new BrowserCheck(Path.of("/bin/false")).look())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.FAIL);
                    assertThat(finding.mend()).isNotEmpty();
                });
        assertThat(new BrowserCheck(folder.resolve("none")).look())
                .extracting(Finding::level)
                .containsExactly(Level.FAIL);
    }

    @Test
    void the_scripts_of_common_pages_have_fonts_here() {
        assertThat(new FontsCheck().look()).extracting(Finding::level).containsExactly(Level.OK);
    }

    @Test
    void a_redis_runs_here() {
        assertThat(new RedisCheck().look()).extracting(Finding::level).containsExactly(Level.OK);
    }

    @Test
    void a_data_folder_open_to_others_is_warned_of() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(new DataFolderCheck(open).look().getFirst()).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARN);
            assertThat(finding.mend()).contains("chmod 700");
        });

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        assertThat(new DataFolderCheck(open).look().getFirst().level()).isEqualTo(Level.OK);
    }

    @Test
    void a_folder_to_be_made_is_fine_and_a_file_in_its_place_is_not() throws IOException {
        assertThat(new DataFolderCheck(folder.resolve("a/b")).look().getFirst().level())
                .isEqualTo(Level.OK);

        Path file = Files.createFile(folder.resolve("file"));
        assertThat(new DataFolderCheck(file).look().getFirst().level()).isEqualTo(Level.FAIL);
    }

    @Test
    void a_taken_port_is_a_warning_and_a_dead_server_a_failure() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RecordedTerminal terminal = new RecordedTerminal(false);
            terminal.run("doctor", "--data-dir", folder.toString(), "--port", Integer.toString(taken.getLocalPort()));
            assertThat(terminal.out()).contains("port " + taken.getLocalPort() + " is taken");
        }

        RecordedTerminal terminal = new RecordedTerminal(false);
        int exit = terminal.run("doctor", "--server", "http://127.0.0.1:1", "--key", "k");
        assertThat(exit).isEqualTo(1);
        assertThat(terminal.out()).contains("fail  server", "nothing listens there");
    }

    @Test
    void the_checklist_is_walked_point_by_point_and_a_stranger_is_not_let_in() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(
                new EmbeddedOptions(folder.resolve("data"), 0, Map.of("tintype.sandbox", "off")))) {
            RecordedTerminal terminal = new RecordedTerminal(false);

            int exit = terminal.run("doctor", "--server", server.url().toString(), "--key", server.adminKey());

            assertThat(exit).as("the sandbox is off: " + terminal.out()).isEqualTo(1);
            assertThat(terminal.out())
                    .contains(
                            "ok    strangers",
                            "ok    headers",
                            "ok    errors",
                            "ok    way there",
                            "ok    admin token",
                            "warn  pepper",
                            "ok    sealing key",
                            "warn  rate limits",
                            "ok    egress",
                            "ok    redis",
                            "fail  media sandbox",
                            "remove TINTYPE_SANDBOX=off",
                            "ok    audit changes",
                            "ok    plugins")
                    .doesNotContain(server.adminKey());
        }
    }

    @Test
    void a_server_that_lets_strangers_in_or_tells_of_its_inside_fails() {
        try (FakeServer server = new FakeServer()) {
            server.on("GET /v1/jobs", FakeServer.Answer.json(200, "{\"items\":[]}"));

            assertThat(new StrangersView(server.url()).look())
                    .filteredOn(finding -> finding.level() == Level.FAIL)
                    .extracting(Finding::subject)
                    .containsExactly("strangers", "headers", "errors");
        }
    }

    @Test
    void a_secret_that_others_can_read_fails() throws IOException {
        Path open = Files.createDirectory(
                folder.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path key = Files.writeString(open.resolve("seal.keys"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(new DataFolderCheck(open).look())
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .singleElement()
                .satisfies(finding -> assertThat(finding.mend()).contains("chmod 600"));
    }

    @Test
    void a_program_that_does_not_end_is_ended() {
        long begun = System.nanoTime();

        Programs.Outcome outcome = Programs.run(List.of("sleep", "60"), Duration.ofMillis(200));

        assertThat(outcome.ended()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
}
