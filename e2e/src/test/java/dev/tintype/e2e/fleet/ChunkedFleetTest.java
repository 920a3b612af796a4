package dev.tintype.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.broker.rabbit.RabbitProcess;
import dev.tintype.e2e.media.TestClip;
import dev.tintype.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/** A film that two workers encode in parts, one of which is killed. */
class ChunkedFleetTest {
    private static final int SECONDS = 80;
    private static final Map<String, String> MEDIA =
            Map.of("TINTYPE_POOLS", "media,callback", "TINTYPE_SLOTS_MEDIA", "1");

    @TempDir
    private Path folder;

    @Test
    void a_killed_worker_costs_the_part_that_it_did_and_nothing_else() throws Exception {
        Path clip = TestClip.make(folder, SECONDS);
        try (RabbitProcess rabbit = RabbitProcess.start();
                Fleet fleet = new Fleet(rabbit)) {
            ServiceProcess api = fleet.api();
            List<ServiceProcess> workers = List.of(fleet.worker(MEDIA), fleet.worker(MEDIA));
            workers.forEach(ServiceProcess::ready);
            String id = accepted(api, clip);

            List<String> parts = await().atMost(Duration.ofMinutes(2))
                    .until(() -> parts(fleet.ledger(), id), found -> !found.isEmpty());
            assertThat(parts).hasSize(4);
            String caught = await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> parts.stream()
                                    .filter(part -> "running".equals(of(fleet.ledger(), part, "state")))
                                    .findFirst()
                                    .orElse(""),
                            part -> !part.isEmpty());
            String doomed = of(fleet.ledger(), caught, "worker");
            workers.stream()
                    .filter(worker -> doomed.startsWith(worker.pid() + "-"))
                    .findFirst()
                    .orElseThrow()
                    .kill();

            // parts go soon after the job has ended
            Map<String, String> attempts = new HashMap<>();
            JsonNode job = await().atMost(Duration.ofMinutes(3))
                    .until(
                            () -> {
                                parts.forEach(part -> {
                                    String attempt = of(fleet.ledger(), part, "attempt");
                                    attempts.compute(part, (_, seen) -> attempt.isEmpty() ? seen : attempt);
                                });
                                return Json.tree(
                                        api.send("GET", "/v1/jobs/" + id, "").body());
                            },
                            now -> List.of("succeeded", "failed")
                                    .contains(now.get("state").asString()));
            assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
            assertThat(job.at("/report/chunked/chunks").asInt()).isEqualTo(4);
            assertThat(job.at("/artifacts/0/frames").asInt()).isEqualTo(SECONDS * 25);
            assertThat(attempts.remove(caught)).isEqualTo("2");
            assertThat(attempts.values()).hasSize(3).containsOnly("1");
            assertThat(of(fleet.ledger(), id, "fails")).isEqualTo("0");
            assertThat(api.send("GET", "/v1/jobs/" + caught, "").statusCode())
                    .as("a part is no job of the tenant's")
                    .isEqualTo(404);
        }
    }

    private static String accepted(ServiceProcess api, Path clip) throws Exception {
        HttpResponse<String> upload = api.send(
                BodyHandlers.ofString(), api.token(), "POST", "/v1/uploads", BodyPublishers.ofFile(clip), "video/mp4");
        assertThat(upload.statusCode()).as(upload.body()).isEqualTo(201);
        String request = """
                {"type":"media","source":{"upload":"%s"},"media":{"chunk_s":20},
                 "outputs":[{"kind":"video","copy":"never","speed":"slow"}]}
                """.formatted(Json.tree(upload.body()).get("id").asString());
        HttpResponse<String> answer = api.send("POST", "/v1/jobs", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.tree(answer.body()).get("id").asString();
    }

    private static List<String> parts(RedisClient redis, String id) {
        String ids = redis.hget(key(id), "after");
        return ids == null
                ? List.of()
                : Json.tree(ids).valueStream().map(JsonNode::asString).toList();
    }

    private static String of(RedisClient redis, String id, String field) {
        return Objects.requireNonNullElse(redis.hget(key(id), field), "");
    }

    private static String key(String id) {
        return "{tintype}:job:" + id;
    }
}
