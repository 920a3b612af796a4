package dev.tintype.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Plants a secret in every place that takes one, lets jobs run, and then looks for it in everything the server wrote and answered. Redis'
 * append-only file holds every value that was ever set, so that not even a secret kept for a moment is missed.
 */
class SecretsTest {
    private static final String PLANTED = "pl4nted";
    /** Results are the caller's own; the admin's key and the one that seals lie in their files, for their owner alone. */
    private static final Set<String> NOT_LOOKED_AT = Set.of("artifacts", "admin.key", "seal.keys", "bin");

    private static final String SECRETS = """
            "page": {"headers": {"X-Key": "pl4nted-header"},
                     "cookies": [{"name": "session", "value": "pl4nted-cookie"}],
                     "local_storage": {"token": "pl4nted-storage"},
                     "http_credentials": {"username": "ada", "password": "pl4nted-password"}}""";

    private final List<String> answers = new ArrayList<>();

    @Test
    void what_callers_hold_in_confidence_is_found_nowhere() throws Exception {
        int management = ServiceProcess.freePort();
        try (Site site = new Site();
                ServerProcess server = ServerProcess.start(Map.of(
                        "TINTYPE_EGRESS_ALLOW",
                        site.authority(),
                        "TINTYPE_MANAGEMENT_PORT",
                        Integer.toString(management)))) {
            Path folder = server.dataDir();
            String page = SECRETS;
            JsonNode good = run(server, site.url("/page"), page);
            assertThat(good.get("state").asString()).as(good.toString()).isEqualTo("succeeded");
            assertThat(site.visits("/page")).isPositive();
            JsonNode bad = run(server, site.url("/missing"), page);
            assertThat(bad.get("state").asString()).as(bad.toString()).isEqualTo("failed");
            String preset = ask(server, "PUT", "/v1/presets/locked", "{\"request\":{" + page + "}}");
            assertThat(preset).contains("***");
            String schedule = ask(
                    server,
                    "POST",
                    "/v1/schedules",
                    "{\"cron\":\"* * * * *\",\"job\":{\"type\":\"capture\",\"source\":{\"url\":\"" + site.url("/page")
                            + "\"}," + page + "}}");
            assertThat(schedule).contains("***");
            ask(server, "POST", "/v1/jobs", "{\"type\":\"capture\"," + page + ",\"colour\":\"pl4nted-unknown\"}");
            ask(server, "POST", "/v1/jobs", "{" + page + ",");
            String hook = "{\"url\":\"https://example.com/hook\",\"events\":[\"job.succeeded\"]}";
            String secret = Json.tree(server.send("POST", "/v1/webhooks", hook).body())
                    .get("secret")
                    .asString();
            String key = Json.tree(server.send("POST", "/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}")
                            .body())
                    .get("key")
                    .asString();
            for (String path : List.of(
                    "/v1/jobs",
                    "/v1/jobs/" + good.get("id").asString() + "/events",
                    "/v1/schedules",
                    "/v1/presets",
                    "/v1/webhooks",
                    "/v1/keys",
                    "/v1/dead-letters",
                    "/v1/pools",
                    "/health")) {
                ask(server, "GET", path, "");
            }
            String unguarded = "http://127.0.0.1:" + management;
            assertThat(ask(server, "GET", unguarded + "/actuator/prometheus", ""))
                    .as("metrics of these very jobs")
                    .contains("http_server_requests_seconds_count", "tintype_attempt_seconds_count");
            ask(server, "GET", unguarded + "/health", "");

            assertThat(answers).noneMatch(answer -> answer.contains(PLANTED));
            assertThat(answers).noneMatch(answer -> answer.contains(secret) || answer.contains(key));
            String seal = Files.readString(folder.resolve("seal.keys")).strip();
            for (String each : List.of(PLANTED, secret, key, seal)) {
                assertThat(filesWith(folder, each)).isEmpty();
            }
            assertThat(filesWith(folder, good.get("id").asString()))
                    .as("what the server writes is looked at")
                    .hasSizeGreaterThanOrEqualTo(1);
        }
    }

    private JsonNode run(ServerProcess server, String url, String page) throws InterruptedException {
        String body = "{\"type\":\"capture\",\"max_attempts\":1,\"source\":{\"url\":\"" + url + "\"}," + page
                + ",\"outputs\":[{\"kind\":\"pdf\",\"encrypt\":{\"user_password\":\"pl4nted-pdf\"}},"
                + "{\"kind\":\"text\"}]}";
        HttpResponse<String> response = server.send("POST", "/v1/jobs", body, "Prefer", "wait=60");
        answers.add(response.body() + response.headers().map());
        return Json.tree(response.body());
    }

    private String ask(ServerProcess server, String method, String path, String body) throws InterruptedException {
        HttpResponse<String> response = server.send(method, path, body);
        answers.add(response.body() + response.headers().map());
        return response.body();
    }

    private static List<String> filesWith(Path folder, String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean looked = NOT_LOOKED_AT.stream()
                        .noneMatch(name -> folder.relativize(file).startsWith(name));
                if (looked && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }
}
