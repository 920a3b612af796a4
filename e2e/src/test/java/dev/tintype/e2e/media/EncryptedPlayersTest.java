package dev.tintype.e2e.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.json.Json;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Encrypted streams in the players that people use: the package lies on another server, its keys on Tintype, as they would for a
 * customer's own pages.
 */
class EncryptedPlayersTest {
    private static final int SECONDS = 6;

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void they_play_to_their_end_with_their_keys_and_not_when_these_are_gone_with_the_job() throws Exception {
        try (http;
                EmbeddedServer server = EmbeddedServer.start(new EmbeddedOptions(folder.resolve("data"), 0, Map.of()));
                PlayerSite site = new PlayerSite(folder.resolve("packages"))) {
            String job = made(server);
            String hls = site.url("/players/hls.html?manifest=/package/hls.m3u8");
            String dash = site.url("/players/dash.html?manifest=/package/dash.mpd");

            for (String page : List.of(hls, dash)) {
                JsonNode report = site.play(folder, page);
                assertThat(report.path("error").asString(""))
                        .as(report.toString())
                        .isEmpty();
                assertThat(report.path("ended").asBoolean())
                        .as(report.toString())
                        .isTrue();
                assertThat(report.path("frames").asInt())
                        .as("frames shown or dropped")
                        .isGreaterThan(SECONDS * 25 / 2);
                assertThat(report.path("qualities").valueStream().map(JsonNode::asInt))
                        .contains(0, 1);
            }

            send(server, job, "DELETE", 204);
            for (String page : List.of(hls, dash)) {
                JsonNode report = site.play(folder, page);
                assertThat(report.path("error").asString(""))
                        .as(report.toString())
                        .isNotEmpty();
                assertThat(report.path("ended").asBoolean())
                        .as(report.toString())
                        .isFalse();
                assertThat(report.path("time").asDouble()).as(report.toString()).isZero();
            }
        }
    }

    /** A job that encrypts, whose artifacts are copied to the other server. */
    private String made(EmbeddedServer server) throws Exception {
        Path clip = TestClip.make(folder, SECONDS);
        HttpResponse<String> upload = http.send(
                to(server, "/v1/uploads").POST(BodyPublishers.ofFile(clip)).build(), BodyHandlers.ofString());
        String options = "\"segment_s\":1,\"speed\":\"fastest\",\"ladder\":[{\"height\":360},{\"height\":180}],"
                + "\"encryption\":{\"key_url\":\""
                + server.url().resolve("/").toString().replaceFirst("/$", "")
                + "{signed}\",\"method\":";
        String request = """
                {"type":"media","source":{"upload":"%s"},"outputs":[
                 {"kind":"hls",%s"aes-128","key_rotation_segments":2}}, {"kind":"dash",%s"cenc"}}]}
                """.formatted(Json.tree(upload.body()).get("id").asString(), options, options);
        HttpResponse<String> accepted = http.send(
                to(server, "/v1/jobs")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(request))
                        .build(),
                BodyHandlers.ofString());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String path = "/v1/jobs/" + Json.tree(accepted.body()).get("id").asString();
        JsonNode job = Json.tree(send(server, path + "?wait=60", "GET", 200));
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
        Path packages = Files.createDirectories(folder.resolve("packages"));
        for (JsonNode artifact : job.get("artifacts")) {
            Path file = packages.resolve(artifact.get("name").asString());
            http.send(to(server, artifact.get("url").asString()).build(), BodyHandlers.ofFile(file));
        }
        return path;
    }

    private String send(EmbeddedServer server, String path, String method, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                to(server, path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static HttpRequest.Builder to(EmbeddedServer server, String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + server.adminKey());
    }
}
