package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.api.auth.Audited;
import dev.tintype.audit.AuditWriter;
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
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import tools.jackson.databind.JsonNode;

/** Who did what can be read, taken away and verified, by admins alone. */
class AuditTest extends ApiTest {
    private final RedisClient redis;

    AuditTest(URI redis, JobLedger ledger, RedisClient client) {
        super(redis, ledger);
        this.redis = client;
    }

    /** The server's own start may have been written just now. */
    @BeforeEach
    void beginAnew() {
        awaitWritten();
        for (String log : List.of("changes", "jobs", "refusals", "media_keys")) {
            redis.del("{tintype}:audit:" + log, "{tintype}:audit:" + log + ":head");
        }
    }

    @Test
    void every_route_that_changes_something_is_written_down() {
        Set<String> unnamed = new TreeSet<>();
        List<String> named = new ArrayList<>();
        server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, method) -> {
            boolean ours = method.getBeanType().getName().startsWith("dev.tintype.api.")
                    && method.getBeanType() != BrokenController.class;
            boolean reads = Set.of(RequestMethod.GET)
                    .equals(mapping.getMethodsCondition().getMethods());
            if (ours && !reads) {
                if (method.hasMethodAnnotation(Audited.class)) {
                    named.add(mapping.toString());
                } else {
                    unnamed.add(mapping.toString());
                }
            }
        });

        assertThat(unnamed).isEmpty();
        assertThat(named).hasSizeGreaterThan(20);
    }

    @Test
    void who_did_it_from_where_and_to_what_is_told() {
        String made = post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}", "X-Request-Id", "the-request")
                .json("id");
        send(to("/v1/keys/" + made).DELETE());
        send(to("/v1/keys/nobody").DELETE());

        JsonNode items = read("/v1/audit?tenant=acme").get("items");

        assertThat(items)
                .extracting(entry -> entry.get("action").asString())
                .containsExactly("key.created", "key.revoked");
        JsonNode first = items.get(0);
        assertThat(first.get("key").asString()).isEqualTo(ACME.kid());
        assertThat(first.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(first.get("request").asString()).isEqualTo("the-request");
        assertThat(first.get("target").asString()).isEqualTo("/v1/keys/" + made);
        assertThat(first.get("log").asString()).isEqualTo("changes");
    }

    @Test
    void jobs_have_a_log_of_their_own() {
        JobId ended = finished();
        send(to("/v1/jobs/" + ended).DELETE());
        JobId cancelled = submit();
        send(to("/v1/jobs/" + cancelled + "/cancel").POST(BodyPublishers.noBody()));
        post("/v1/jobs", "{\"type\":\"dance\"}");

        JsonNode items = read("/v1/audit?log=jobs").get("items");

        assertThat(items)
                .extracting(entry -> entry.get("action").asString() + " "
                        + entry.get("target").asString())
                .containsExactly(
                        "job.submitted /v1/jobs/" + ended,
                        "job.deleted /v1/jobs/" + ended,
                        "job.submitted /v1/jobs/" + cancelled,
                        "job.cancelled /v1/jobs/" + cancelled + "/cancel");
    }

    @Test
    void wrong_keys_are_in_the_log_of_refusals_and_not_shown() {
        String wrong = KeyToken.create().reveal();
        as(wrong, to("/v1/jobs").GET());

        awaitWritten();
        Reply reply = get("/v1/audit?log=refusals");

        assertThat(reply.json().at("/items/0/action").asString()).isEqualTo("key.refused");
        assertThat(reply.json().at("/items/0/target").asString()).isEqualTo("/v1/jobs");
        assertThat(reply.text()).doesNotContain(wrong);
    }

    @Test
    void a_signed_link_is_noted_without_its_signature() {
        String url = post(
                        "/v1/signed-urls",
                        "{\"capture\":{\"source\":{\"url\":\"https://example.com/\"}},\"expires_in_s\":60}")
                .json("url");

        String log = read("/v1/audit?action=link.signed").toString();

        assertThat(log).contains("/v1/signed/capture until ");
        assertThat(log).doesNotContain(url.substring(url.indexOf("signature=")));
    }

    @Test
    void pages_follow_each_other() {
        for (int i = 0; i < 5; i++) {
            post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        }

        JsonNode first = read("/v1/audit?limit=3&tenant=acme");
        JsonNode second = get("/v1/audit?limit=3&tenant=acme&cursor="
                        + first.get("next_cursor").asString())
                .json();

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(get("/v1/audit?cursor=x").status()).isEqualTo(400);
        assertThat(get("/v1/audit?log=none").status()).isEqualTo(400);
    }

    @Test
    void a_changed_entry_is_found() {
        post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        JsonNode whole = read("/v1/audit/verify");
        assertThat(whole.get("whole").asBoolean()).as(whole.toString()).isTrue();
        assertThat(whole.get("last").asLong()).isEqualTo(2);
        String stream = "{tintype}:audit:changes";
        List<String> lines = get("/v1/audit/export").text().lines().toList();
        redis.del(stream);
        redis.xadd(stream, new StreamEntryID(1, 1), Map.of("e", lines.getFirst().replace("acme", "evil")));
        redis.xadd(stream, new StreamEntryID(2, 1), Map.of("e", lines.getLast()));

        JsonNode changed = get("/v1/audit/verify").json();

        assertThat(changed.get("whole").asBoolean()).isFalse();
        assertThat(changed.get("broken").asString()).isEqualTo("entry 1 was changed");
    }

    @Test
    void an_export_is_every_entry_as_it_was_written() {
        post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        awaitWritten();

        Reply export = get("/v1/audit/export");

        assertThat(export.header("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        assertThat(export.text().lines()).hasSize(2).allMatch(line -> line.endsWith("\"}"));
    }

    @Test
    void only_admins_see_it() {
        KeyToken some = KeyToken.create();
        addKey(some, "acme", Set.of(Scope.JOBS_READ, Scope.KEYS_MANAGE), null);

        for (String path : List.of("/v1/audit", "/v1/audit/export", "/v1/audit/verify")) {
            assertThat(as(some.reveal(), to(path).GET()).status()).as(path).isEqualTo(403);
        }
    }

    private JsonNode read(String path) {
        awaitWritten();
        return get(path).json();
    }

    private void awaitWritten() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(server.bean(AuditWriter.class)::idle);
    }
}
