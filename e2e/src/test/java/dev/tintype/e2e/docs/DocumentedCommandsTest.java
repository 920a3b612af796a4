package dev.tintype.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.demo.DemoSite;
import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.cli.server.ServerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the pages tell the reader to type, all {@code sh} blocks of a page in one shell, against a running server.
 * Replaced are only: the example host by a page of ours, the usual port by the server's, and the launcher by this class
 * path. {@code up} has been done by the test; {@code test} is this very run.
 */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LIMIT_S = 240;

    @TempDir
    private Path folder = Path.of("");

    private final DemoSite site = DemoSite.start();
    private EmbeddedServer server;

    @BeforeEach
    void startServer() throws IOException {
        Path data = folder.resolve(".tintype");
        server = EmbeddedServer.start(new EmbeddedOptions(data, 0, Map.of("tintype.egress.allow", site.authority())));
        new ServerFile(server.url(), ProcessHandle.current().pid()).write(data);
        String shim = """
                #!/bin/sh
                case $1 in up | test) exit 0 ;; esac
                exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
                    --sun-misc-unsafe-memory-access=allow -cp '%s' dev.tintype.cli.Tintype "$@"
                """.formatted(System.getProperty("java.home"), System.getProperty("java.class.path"));
        Path launcher = Files.writeString(folder.resolve("tintype"), shim);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void stop() {
        server.close();
        site.close();
    }

    @Test
    void the_readme_does_what_it_says() throws Exception {
        run("README.md");

        assertThat(start("demo-out/index.html", 15)).startsWith("<!doctype html>");
        assertThat(start("demo-out/desktop.png", 4)).isEqualTo("\u0089PNG");
        assertThat(start("demo-out/phone.png", 4)).isEqualTo("\u0089PNG");
        assertThat(start("demo-out/dark.webp", 4)).isEqualTo("RIFF");
        assertThat(start("demo-out/film/hls.m3u8", 7)).isEqualTo("#EXTM3U");
        assertThat(start("example.png", 4)).isEqualTo("\u0089PNG");
        assertThat(start("example.webp", 4)).isEqualTo("RIFF");
        assertThat(start("example.pdf", 5)).isEqualTo("%PDF-");
    }

    @Test
    void the_start_page_does_what_it_says() throws Exception {
        run("docs/start.md");

        assertThat(start("hello.png", 4)).isEqualTo("\u0089PNG");
        assertThat(start("hello.pdf", 5)).isEqualTo("%PDF-");
        assertThat(start("dark.webp", 4)).isEqualTo("RIFF");
        assertThat(start("title.jpg", 2)).isEqualTo("\u00ff\u00d8");
        assertThat(start("hello-stream/hls.m3u8", 7)).isEqualTo("#EXTM3U");
    }

    private void run(String page) throws IOException, InterruptedException {
        String commands = BLOCK.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        assertThat(commands).as("commands of " + page).isNotBlank();
        String script = "set -eux\n"
                + commands.replace("https://example.com", site.url().toString())
                        .replace("http://127.0.0.1:8080", server.url().toString());
        Path said = folder.resolve("said.txt");
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = shell.waitFor(LIMIT_S, TimeUnit.SECONDS);
        if (!ended) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        assertThat(ended && shell.exitValue() == 0).as(Files.readString(said)).isTrue();
    }

    private String start(String file, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve(file));
        return new String(all, 0, Math.min(bytes, all.length), StandardCharsets.ISO_8859_1);
    }
}
