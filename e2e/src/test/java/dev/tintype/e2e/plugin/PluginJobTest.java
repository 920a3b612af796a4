package dev.tintype.e2e.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.json.Json;
import dev.tintype.plugin.PluginJar;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Job types of an operator's own, from the jar to the artifact. */
class PluginJobTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    /** What the plugin does is asked for by its options. */
    private static final String BODY = """
            Map<String, Object> options = job.options();
            if (options.containsKey("wait")) {
                Files.writeString(Path.of((String) options.get("wait")), "begun");
                new java.util.concurrent.CountDownLatch(1).await();
            }
            if (options.containsKey("refuse")) {
                throw new PluginFailure("Give options.language: " + options.get("refuse"));
            }
            if (options.containsKey("break")) {
                throw new IllegalStateException("s3cret of the plugin");
            }
            job.progress(50, "count");
            String text = Files.readString(job.source().orElseThrow());
            Path out = Files.writeString(job.folder().resolve("out.txt"), text.toUpperCase(Locale.ROOT));
            job.store("loud.txt", "text/plain", out, Map.of("letters", text.length()));
            """;

    @Test
    void a_plugin_makes_artifacts_of_what_another_job_made() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Path jar = PluginJar.build(jars, "loud.jar", BODY);
        PluginJar.build(jars, "not-allowed.jar", "");
        Map<String, String> settings = Map.of(
                "tintype.plugins.dir",
                jars.toString(),
                "tintype.plugins.allowed.loud",
                "media:" + PluginJar.sha256(jar));
        try (http;
                EmbeddedServer server =
                        EmbeddedServer.start(new EmbeddedOptions(folder.resolve("data"), 0, settings))) {
            assertThat(get(server, "/v1/capabilities").get("plugins").toString())
                    .isEqualTo("[\"loud\"]");

            JsonNode page = post(server, """
                    {"type":"capture","source":{"html":"<p>Quiet words</p>"},"outputs":[{"kind":"text"}]}""", 202);
            String source = "\"source\":{\"artifact\":{\"job\":\"%s\",\"name\":\"page.txt\"}}"
                    .formatted(page.get("id").asString());
            JsonNode made = ended(server, post(server, request(source), 202));
            assertThat(made.get("state").asString()).as(made.toString()).isEqualTo("succeeded");
            JsonNode artifact = made.get("artifacts").get(0);
            assertThat(artifact.get("kind").asString()).isEqualTo("loud");
            assertThat(artifact.get("letters").asInt()).isPositive();
            assertThat(send(server, "GET", artifact.get("url").asString(), "").body())
                    .contains("QUIET WORDS");

            JsonNode refused = ended(server, post(server, request("\"options\":{\"refuse\":\"none\"}"), 202));
            assertThat(refused.at("/error/code").asString()).isEqualTo("plugin_failed");
            assertThat(refused.at("/error/detail").asString()).isEqualTo("Give options.language: none");
            assertThat(refused.get("attempt").asInt()).as("attempts").isEqualTo(1);

            JsonNode broken =
                    ended(server, post(server, request("\"max_attempts\":1,\"options\":{\"break\":true}"), 202));
            assertThat(broken.at("/error/code").asString()).isEqualTo("plugin_failed");
            assertThat(broken.toString()).doesNotContain("s3cret");

            Path begun = folder.resolve("begun");
            JsonNode endless = post(server, request("\"options\":{\"wait\":\"" + begun + "\"}"), 202);
            await().atMost(SOON).until(() -> Files.exists(begun));
            send(server, "POST", "/v1/jobs/" + endless.get("id").asString() + "/cancel", "");
            assertThat(ended(server, endless).get("state").asString()).isEqualTo("cancelled");

            JsonNode unknown = post(server, "{\"type\":\"plugin\",\"plugin\":\"lout\"}", 422);
            assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/plugin");
            assertThat(unknown.at("/errors/0/detail").asString()).contains("Plugins: loud.");
            JsonNode elsewhere = post(server, request("\"runs_in\":\"capture\""), 422);
            assertThat(elsewhere.at("/errors/0/pointer").asString()).isEqualTo("/runs_in");
        }
    }

    private static String request(String more) {
        return "{\"type\":\"plugin\",\"plugin\":\"loud\"," + more + "}";
    }

    private JsonNode ended(EmbeddedServer server, JsonNode accepted) throws IOException, InterruptedException {
        return get(server, "/v1/jobs/" + accepted.get("id").asString() + "?wait=30");
    }

    private JsonNode get(EmbeddedServer server, String path) throws IOException, InterruptedException {
        return Json.tree(send(server, "GET", path, "").body());
    }

    private JsonNode post(EmbeddedServer server, String body, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(server, "POST", "/v1/jobs", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.tree(answer.body());
    }

    private HttpResponse<String> send(EmbeddedServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.url().resolve(path))
                        .header("Authorization", "Bearer " + server.adminKey())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
