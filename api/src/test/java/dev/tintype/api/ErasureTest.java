package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.audit.AuditWriter;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import tools.jackson.databind.JsonNode;

/** Of an erased tenant nothing is left but, in the audit log, that it was erased. */
class ErasureTest extends ApiTest {
    private static final String LEAVING = "leaving-tenant";

    private final KeyToken leaving = KeyToken.create();
    private final RedisClient redis;

    ErasureTest(URI redis, JobLedger ledger, RedisClient client) {
        super(redis, ledger);
        this.redis = client;
    }

    @Test
    void nothing_of_it_is_left_and_nothing_of_others_is_gone() throws Exception {
        addKey(leaving, LEAVING, Set.of(Scope.ADMIN), null);
        JobId kept = finished();
        JobId done = fill();
        JobId waits = new JobId(postAs("/v1/jobs", CAPTURE).json("id"));
        assertThat(left()).isNotEmpty();

        Reply erased = send(to("/v1/tenants/" + LEAVING + "/data").DELETE());

        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        JsonNode counts = erased.json();
        assertThat(counts.get("complete").asBoolean()).isTrue();
        assertThat(counts.get("jobs").asLong()).isEqualTo(4);
        for (String each : List.of("uploads", "keys", "webhooks", "schedules", "presets")) {
            assertThat(counts.get(each).asLong()).as(each).isEqualTo(1);
        }
        assertThat(left()).isEmpty();
        assertThat(server.bean(ArtifactStore.class).open(new ArtifactKey(LEAVING, done, 1, "a.png"), 0, 1))
                .isEmpty();
        assertThat(ledger.find(LEAVING, waits)).isEmpty();
        assertThat(ledger.find("acme", kept)).isPresent();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                as(leaving.reveal(), to("/v1/jobs").GET()).status())
                        .isEqualTo(401));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(server.bean(AuditWriter.class)::idle);
        assertThat(get("/v1/audit?action=tenant.erased")
                        .json()
                        .at("/items/0/target")
                        .asString())
                .isEqualTo(LEAVING);
    }

    @Test
    void it_can_be_erased_again_and_who_asks_keeps_their_key() {
        assertThat(send(to("/v1/tenants/acme/data").DELETE()).status()).isEqualTo(200);
        assertThat(send(to("/v1/tenants/acme/data").DELETE()).status()).isEqualTo(200);
        assertThat(send(to("/v1/tenants/NOBODY/data").DELETE()).status()).isEqualTo(404);
    }

    @Test
    void only_admins_erase() {
        assertThat(as(READER.reveal(), to("/v1/tenants/acme/data").DELETE()).status())
                .isEqualTo(403);
    }

    /** One of everything. */
    private JobId fill() throws Exception {
        String body = CAPTURE.replace(
                "}}",
                "},\"tags\":[\"t\"],\"metadata\":{\"a\":\"b\"},\"unique_key\":\"u\",\"cache\":{\"ttl_s\":60},"
                        + "\"callback\":{\"url\":\"https://example.com/own\",\"events\":[\"job.succeeded\"]}}");
        postAs("/v1/webhooks", "{\"url\":\"https://example.com/hook\",\"events\":[\"job.succeeded\"]}");
        JobId job =
                new JobId(postAs("/v1/jobs", body, "Idempotency-Key", "once").json("id"));
        claim(job);
        server.bean(ArtifactStore.class).put(new ArtifactKey(LEAVING, job, 1, "a.png"), new byte[3], "image/png");
        finish(job, new Artifact("a.png", "screenshot", "image/png", 3, "0".repeat(64), 1, Map.of()));
        postAs("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}");
        postAs("/v1/jobs", CAPTURE.replace("}}", "},\"run_at\":\"2040-01-01T00:00:00Z\"}"));
        postAs("/v1/schedules", "{\"cron\":\"@daily\",\"job\":" + CAPTURE + "}");
        as(
                leaving.reveal(),
                to("/v1/presets/own")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"request\":{\"type\":\"capture\",\"timeout_s\":30}}")));
        as(
                leaving.reveal(),
                to("/v1/uploads")
                        .header("Content-Type", "text/html")
                        .POST(BodyPublishers.ofString("<!doctype html><p>mine")));
        return job;
    }

    private Reply postAs(String path, String body, String... headers) {
        var request = to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        Reply reply = as(leaving.reveal(), headers.length == 0 ? request : request.headers(headers));
        assertThat(reply.status()).as(path + " " + reply.text()).isIn(201, 202);
        return reply;
    }

    /** Every key and value of the whole Redis that names the tenant, but for what the audit log tells. */
    private List<String> left() {
        List<String> found = new ArrayList<>();
        for (String key : redis.keys("*")) {
            if (!key.contains(":audit:") && (key.contains(LEAVING) || value(key).contains(LEAVING))) {
                found.add(key + " = " + value(key));
            }
        }
        return found;
    }

    private String value(String key) {
        return switch (redis.type(key)) {
            case "hash" -> redis.hgetAll(key).toString();
            case "zset" -> redis.zrange(key, 0, -1).toString();
            case "set" -> redis.smembers(key).toString();
            case "list" -> redis.lrange(key, 0, -1).toString();
            case "stream" -> redis.xrange(key, (StreamEntryID) null, null).toString();
            case "string" -> String.valueOf(redis.get(key));
            default -> "";
        };
    }
}
