package dev.tintype.e2e.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.Tintype;
import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Encrypted artifacts through the whole server: what lies in its folder, what callers get, what opens it. */
class EncryptedArtifactsTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void the_folder_shows_nothing_callers_get_it_as_it_is_and_a_password_opens_the_rest() throws Exception {
        Path clip = TestClip.make(folder, 2);
        Path data = folder.resolve("data");
        Map<String, String> settings = Map.of("tintype.artifacts.encryption", "tenant");
        try (http;
                EmbeddedServer server = EmbeddedServer.start(new EmbeddedOptions(data, 0, settings))) {
            String upload = upload(server, clip);
            JsonNode first = done(server, "{\"upload\":\"" + upload + "\"}", "null");
            JsonNode picture = first.at("/artifacts/0");
            assertThat(picture.get("encrypted_for").asString()).isEqualTo("tenant");
            byte[] whole = get(server, picture.get("url").asString()).body();
            assertThat(new String(whole, 0, 4, ISO_8859_1)).isEqualTo("\u0089PNG");
            assertThat(whole).hasSize(picture.get("bytes").asInt());
            HttpResponse<byte[]> part = get(server, picture.get("url").asString(), "Range", "bytes=1-3");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(new String(part.body(), US_ASCII)).isEqualTo("PNG");
            byte[] archive = get(server, "/v1/jobs/" + first.get("id").asString() + "/archive")
                    .body();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
                assertThat(Objects.requireNonNull(zip.getNextEntry()).getName()).endsWith("poster.png");
                assertThat(zip.readAllBytes()).isEqualTo(whole);
            }
            assertThat(stored(data, first))
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(Files.readString(file, ISO_8859_1))
                            .startsWith("TINTYPE")
                            .doesNotContain("PNG"));

            // another job reads it, and makes something for a password
            String made = "{\"artifact\":{\"job\":\"" + first.get("id").asString() + "\",\"name\":\"poster.png\"}}";
            JsonNode second = done(server, made, "{\"mode\":\"password\",\"password\":\"" + PASSWORD + "\"}");
            assertThat(second.at("/request/encryption/password").asString("***"))
                    .isEqualTo("***");
            JsonNode locked = second.at("/artifacts/0");
            assertThat(locked.get("name").asString()).isEqualTo("poster.png.tintype");
            Path file = Files.write(
                    folder.resolve("poster.png.tintype"),
                    get(server, locked.get("url").asString()).body());
            Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
            assertThat(Tintype.commandLine(Terminal.system())
                            .execute("decrypt", file.toString(), "--password-file", password.toString()))
                    .isZero();
            assertThat(Files.readString(folder.resolve("poster.png"), ISO_8859_1))
                    .startsWith("\u0089PNG");

            // and that the server cannot read
            String closed =
                    "{\"artifact\":{\"job\":\"" + second.get("id").asString() + "\",\"name\":\"poster.png.tintype\"}}";
            JsonNode third = job(server, closed, "null");
            assertThat(third.at("/error/code").asString()).isEqualTo("source_unusable");
            assertThat(third.at("/error/detail").asString()).contains("encryption tenant");
        }
    }

    private JsonNode done(EmbeddedServer server, String source, String encryption) throws Exception {
        JsonNode job = job(server, source, encryption);
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
        return job;
    }

    private JsonNode job(EmbeddedServer server, String source, String encryption) throws Exception {
        String request = "{\"type\":\"media\",\"source\":" + source + ",\"encryption\":" + encryption
                + ",\"outputs\":[{\"kind\":\"poster\",\"format\":\"png\"}]}";
        HttpResponse<String> accepted = http.send(
                to(server, "/v1/jobs")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=60")
                        .POST(BodyPublishers.ofString(request))
                        .build(),
                BodyHandlers.ofString());
        assertThat(accepted.statusCode()).as(accepted.body()).isIn(200, 201, 202);
        return Json.tree(accepted.body());
    }

    private String upload(EmbeddedServer server, Path clip) throws Exception {
        HttpResponse<String> upload = http.send(
                to(server, "/v1/uploads").POST(BodyPublishers.ofFile(clip)).build(), BodyHandlers.ofString());
        assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
        return Json.tree(upload.body()).get("id").asString();
    }

    private static List<Path> stored(Path data, JsonNode job) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("artifacts"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(job.get("id").asString()))
                    .toList();
        }
    }

    private HttpResponse<byte[]> get(EmbeddedServer server, String url, String... headers) throws Exception {
        HttpRequest.Builder request = to(server, url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder to(EmbeddedServer server, String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + server.adminKey());
    }
}
