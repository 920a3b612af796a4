package dev.tintype.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is said in one line, with the way out. */
class EmbeddedServerTest {
    @TempDir
    private Path folder;

    @Test
    void the_first_start_makes_a_key_for_its_owner_alone_and_the_next_keeps_it() throws Exception {
        String key;
        try (EmbeddedServer server = EmbeddedServer.start(options(0, Map.of()))) {
            key = server.adminKey();
            assertThat(status(server.url(), key)).isEqualTo(200);
            assertThat(status(server.url(), key + "x")).isEqualTo(401);
        }
        Path file = folder.resolve("data").resolve("admin.key");
        assertThat(Files.readString(file).strip()).isEqualTo(key);
        Path seal = folder.resolve("data").resolve("seal.keys");
        String sealed = Files.readString(seal);
        assertThat(sealed.strip()).hasSize(64);
        for (Path secret : List.of(file, seal)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        try (EmbeddedServer again = EmbeddedServer.start(options(0, Map.of()))) {
            assertThat(again.adminKey()).isEqualTo(key);
            assertThat(Files.readString(seal)).isEqualTo(sealed);
            assertThat(status(again.url(), key)).isEqualTo(200);
            assertThat(startFailure(options(0, Map.of())))
                    .hasMessageContaining("another server is using the data folder")
                    .extracting(StartFailure::wayOut)
                    .asString()
                    .contains("--data-dir");
        }
    }

    @Test
    void a_busy_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure = startFailure(options(taken.getLocalPort(), Map.of()));

            assertThat(failure).hasMessage("port " + taken.getLocalPort() + " is in use");
            assertThat(failure.wayOut()).contains("--port");
        }
        // What was started before the failure is gone: the folder can be used at once.
        DataFolder.open(folder.resolve("data")).close();
    }

    @Test
    void a_missing_browser_is_named() {
        StartFailure failure = startFailure(options(0, Map.of("tintype.browser.executable", "/nonexistent/browser")));

        assertThat(failure).hasMessageContaining("/nonexistent/browser");
        assertThat(failure.wayOut()).isNotBlank();
    }

    @Test
    void a_weak_token_is_named_and_not_kept() {
        StartFailure failure = startFailure(options(0, Map.of("tintype.auth.token", "short")));

        assertThat(failure).hasMessageContaining("TINTYPE_AUTH_TOKEN");
        assertThat(folder.resolve("data").resolve("admin.key")).doesNotExist();
    }

    @Test
    void a_key_file_that_was_cut_short_is_named_and_not_replaced() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("seal.keys"), "short");

        assertThat(startFailure(options(0, Map.of()))).hasMessageContaining("seal.keys is not whole");
        assertThat(Files.readString(data.resolve("seal.keys"))).isEqualTo("short");
    }

    @Test
    void a_full_disk_is_named_with_what_is_left() {
        assertThatThrownBy(() -> DataFolder.open(folder.resolve("data"), Long.MAX_VALUE))
                .isInstanceOfSatisfying(StartFailure.class, failure -> {
                    assertThat(failure).hasMessageContaining("is full").hasMessageContaining("MB left");
                    assertThat(failure.wayOut()).contains("--data-dir");
                });
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(startFailure(new EmbeddedOptions(file.resolve("data"), 0, Map.of())))
                .hasMessageContaining("cannot be made or written");
    }

    private EmbeddedOptions options(int port, Map<String, String> properties) {
        return new EmbeddedOptions(folder.resolve("data"), port, properties);
    }

    private static StartFailure startFailure(EmbeddedOptions options) {
        return catchThrowableOfType(
                StartFailure.class, () -> EmbeddedServer.start(options).close());
    }

    private static int status(URI url, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/jobs"))
                .header("Authorization", "Bearer " + key)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
