package dev.tintype.e2e;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accepted means finished: a server killed in the middle of its work goes on with it. */
class KillRestartTest {
    private static final int JOBS = 50;

    @Test
    void a_killed_server_finishes_every_accepted_job_and_none_twice() throws Exception {
        try (Site site = new Site();
                ServerProcess server = ServerProcess.start(Map.of("TINTYPE_EGRESS_ALLOW", site.authority()))) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                String body = "{\"type\":\"capture\",\"source\":{\"url\":\"" + site.url("/page?" + i) + "\"}}";
                var response = server.send("POST", "/v1/jobs", body);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
                jobs.add(Json.tree(response.body()).get("id").asString());
            }
            await().atMost(1, MINUTES).until(() -> finished(server, jobs).size() >= JOBS / 4);
            Map<String, JsonNode> before = finished(server, jobs);
            assertThat(before).as("killed in the middle").hasSizeLessThan(JOBS);

            server.killAndRestart();

            await().atMost(2, MINUTES).until(() -> finished(server, jobs).size() == JOBS);
            Map<String, JsonNode> after = finished(server, jobs);
            for (int i = 0; i < JOBS; i++) {
                JsonNode job = Objects.requireNonNull(after.get(jobs.get(i)));
                assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("succeeded");
                assertThat(site.visits("/page?" + i))
                        .as("visits of " + job)
                        .isBetween(1, job.get("attempt").asInt());
                assertThat(job.get("artifacts").size()).isEqualTo(1);
            }
            before.forEach(
                    (id, job) -> assertThat(after.get(id)).as("untouched").isEqualTo(job));
        }
    }

    private static Map<String, JsonNode> finished(ServerProcess server, List<String> ids) throws InterruptedException {
        Map<String, JsonNode> done = new HashMap<>();
        for (String id : ids) {
            JsonNode job = Json.tree(server.send("GET", "/v1/jobs/" + id, "").body());
            if (job.hasNonNull("finished_at")) {
                done.put(id, job);
            }
        }
        return done;
    }
}
