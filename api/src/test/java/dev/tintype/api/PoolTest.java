package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.WorkerStatus;
import dev.tintype.ledger.WorkerStatus.Pressure;
import dev.tintype.ledger.WorkerStatus.Share;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PoolTest extends ApiTest {
    PoolTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private static WorkerStatus worker(String name, int slots) {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        return new WorkerStatus(
                name,
                "1.0",
                start,
                start,
                false,
                List.of(new Share(Pool.CAPTURE, slots, slots, 1)),
                Map.of("browser", "headless"),
                new Pressure(2, 0.5, 1, 2));
    }

    private JsonNode capturePool() {
        JsonNode pools = get("/v1/pools").json().get("items");
        assertThat(pools.size()).as("the bench's own pool is not shown").isEqualTo(Pool.values().length - 1);
        return pools.get(0);
    }

    private Reply submitAs(KeyToken key) {
        return send(to("/v1/jobs")
                .setHeader("Authorization", "Bearer " + key.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CAPTURE)));
    }

    private boolean isPublished(JobId id) {
        return server.broker().published().stream()
                .anyMatch(envelope -> envelope.id().equals(id));
    }

    @Test
    void pools_say_how_much_is_wanted_of_them_and_how_much_they_can() {
        ledger.pools().heartbeat(worker("w1", 1), Duration.ofSeconds(15));
        claim(submit());
        submit();
        submit();

        JsonNode pool = capturePool();

        assertThat(pool.get("name").asString()).isEqualTo("capture");
        assertThat(pool.get("paused").asBoolean()).isFalse();
        assertThat(pool.get("workers").asInt()).isEqualTo(1);
        assertThat(pool.get("slots").asInt()).isEqualTo(1);
        assertThat(pool.get("window").asInt()).isEqualTo(2);
        assertThat(pool.get("running").asInt()).isEqualTo(1);
        assertThat(pool.get("published").asInt()).isEqualTo(1);
        assertThat(pool.get("depth").asInt()).isEqualTo(1);
        assertThat(pool.get("demand").asInt()).isEqualTo(3);
    }

    @Test
    void a_paused_pool_takes_jobs_and_begins_them_when_it_is_resumed() {
        Reply paused = post("/v1/pools/capture/pause", "");
        JobId id = submit();

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().get("paused").asBoolean()).isTrue();
        assertThat(capturePool().get("depth").asInt()).isEqualTo(1);
        assertThat(isPublished(id)).isFalse();
        Reply resumed = post("/v1/pools/capture/resume", "");
        assertThat(resumed.json().get("paused").asBoolean()).isFalse();
        await().until(() -> isPublished(id));
    }

    @Test
    void an_unknown_pool_is_not_found_and_the_known_ones_are_named() {
        Reply reply = post("/v1/pools/tea/pause", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json("code")).isEqualTo("pool-not-found");
        assertThat(reply.json("detail")).contains("capture").doesNotContain("noop");
    }

    @Test
    void workers_are_listed_and_vanish_when_they_go_silent() {
        ledger.pools().heartbeat(worker("w1", 3), Duration.ofSeconds(15));
        ledger.pools().heartbeat(worker("w2", 3), Duration.ofMillis(1));

        await().untilAsserted(() -> {
            JsonNode workers = get("/v1/workers").json().get("items");
            assertThat(workers.size()).isEqualTo(1);
            assertThat(workers.at("/0/name").asString()).isEqualTo("w1");
            assertThat(workers.at("/0/pools/0/slots").asInt()).isEqualTo(3);
            assertThat(workers.at("/0/pressure/cpus").asInt()).isEqualTo(2);
            assertThat(workers.at("/0/capabilities/browser").asString()).isEqualTo("headless");
        });
    }

    @Test
    void all_of_it_is_for_operators() {
        for (String path : List.of("/v1/pools", "/v1/workers")) {
            assertThat(send(to(path).setHeader("Authorization", "Bearer " + READER.reveal()))
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void a_tenant_with_too_much_waiting_is_told_when_to_come_back() {
        KeyToken crowd = KeyToken.create();
        addKey(crowd, "crowd", Set.of(Scope.JOBS_WRITE), null);
        for (int i = 0; i < ApiServer.CROWD_QUEUED; i++) {
            assertThat(submitAs(crowd).status()).isEqualTo(202);
        }

        Reply reply = submitAs(crowd);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.json("code")).isEqualTo("too-many-queued");
        assertThat(reply.header("Retry-After")).contains("5");
    }

    @Test
    void a_priority_is_shown_and_another_word_is_refused() {
        assertThat(post("/v1/jobs", CAPTURE).json("priority")).isEqualTo("normal");
        assertThat(post("/v1/jobs", CAPTURE.replace("}}", "},\"priority\":\"high\"}"))
                        .json("priority"))
                .isEqualTo("high");
        Reply refused = post("/v1/jobs", CAPTURE.replace("}}", "},\"priority\":\"urgent\"}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/priority");
    }
}
