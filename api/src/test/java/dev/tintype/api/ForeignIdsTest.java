package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.callback.DeliveryId;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.Artifact;
import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/**
 * Rule 5 over every route that the OpenAPI document has: who asks with the id of another tenant's thing gets, to the byte, what they
 * get with an id of nothing. A new route with an id is tested as soon as it is described; one that this test does not know how
 * to ask fails it.
 */
class ForeignIdsTest extends ApiTest {
    private static final String HOOK = "{\"url\":\"https://example.com/hook\",\"events\":[\"job.succeeded\"]}";
    private static final String SCHEDULE = "{\"cron\":\"@daily\",\"job\":" + CAPTURE + "}";
    private static final String PRESET = "{\"request\":{\"type\":\"capture\",\"timeout_s\":30}}";

    /** Names that tenants choose, so that each has its own by the same name: making one is never about another's. */
    private static final Set<String> OWN_NAMES = Set.of("putPreset", "savePreset");

    /** What a route wants to be sent; the others want nothing. */
    private static final Map<String, String> BODIES = Map.of(
            "PATCH /v1/webhooks/{id}", "{\"description\":\"mine now\"}",
            "PATCH /v1/schedules/{id}", "{\"paused\":true}",
            "PUT /v1/presets/{name}", PRESET);

    /** One of every kind of thing, by the ways it is found. */
    private static final List<String> LOOKED_AT = List.of(
            "GET /v1/jobs/{id}",
            "POST /v1/jobs/{id}/cancel",
            "GET /v1/jobs/{id}/artifacts/{name}",
            "GET /v1/jobs/{id}/events",
            "GET /v1/batches/{id}",
            "GET /v1/schedules/{id}",
            "GET /v1/webhooks/{id}",
            "GET /v1/presets/{name}");

    private final URI redis;
    private final KeyToken stranger = KeyToken.create();
    private final Map<String, String> theirs = new HashMap<>();
    private final Map<String, String> nobodys = new HashMap<>();

    ForeignIdsTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
        this.redis = redis;
    }

    /** One of everything, of tenant acme, and an id of the same form that nobody has. */
    private void prepare() {
        Set<Scope> all = EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
        addKey(stranger, "other", all, null);
        String webhook = post("/v1/webhooks", HOOK).json("id");
        send(to("/v1/webhooks/" + webhook + "/test").POST(BodyPublishers.noBody()));
        JobId job = new JobId(post(
                        "/v1/jobs",
                        CAPTURE.replace(
                                "}}",
                                "},\"callback\":{\"url\":\"https://example.com/own\","
                                        + "\"events\":[\"job.succeeded\"]}}"))
                .json("id"));
        claim(job);
        finish(job);
        KeyToken key = KeyToken.create();
        addKey(key, "acme", Set.of(Scope.JOBS_READ), null);
        put("jobs", job.value(), JobId.create().value());
        put("webhooks", webhook, EndpointId.create().value());
        put(
                "deliveries",
                get("/v1/jobs/" + job + "/deliveries").json().at("/items/0/id").asString(),
                DeliveryId.create().value());
        put(
                "batches",
                post("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}").json("id"),
                BatchId.create().value());
        put(
                "schedules",
                post("/v1/schedules", SCHEDULE).json("id"),
                ScheduleId.create().value());
        put("keys", key.kid(), KeyToken.create().kid());
        send(to("/v1/presets/theirs").header("Content-Type", "application/json").PUT(BodyPublishers.ofString(PRESET)));
        put("presets", "theirs", "nobody");
        put("pools", "capture", "nobody");
        put("tenants", "acme", "nobody");
    }

    private void put(String kind, String their, String nobody) {
        assertThat(their).as(kind).isNotEmpty().isNotEqualTo(nobody);
        theirs.put(kind, their);
        nobodys.put(kind, nobody);
    }

    @Test
    void what_is_anothers_answers_as_what_is_not_there_on_every_route() {
        prepare();
        JsonNode paths = get("/v1/openapi.json").json().get("paths");
        List<String> asked = new ArrayList<>();

        paths.properties().forEach(path -> {
            if (path.getKey().contains("{")) {
                path.getValue().properties().forEach(operation -> {
                    String id = operation.getValue().path("operationId").asString("");
                    if (operation.getValue().has("responses") && !OWN_NAMES.contains(id)) {
                        String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                        compare(route);
                        asked.add(route);
                    }
                });
            }
        });

        assertThat(asked).hasSizeGreaterThan(20);
        for (String kind : List.of("jobs", "webhooks", "batches", "schedules", "keys", "presets")) {
            assertThat(get("/v1/" + kind + "/" + theirs.get(kind)).status())
                    .as(kind + " is still there")
                    .isEqualTo(200);
        }
    }

    private void compare(String route) {
        Reply foreign = ask(route, theirs);
        Reply unknown = ask(route, nobodys);

        assertThat(foreign.status()).as(route + " " + foreign.text()).isIn(403, 404);
        assertThat(shown(foreign, theirs.get(kind(route))))
                .as(route)
                .isEqualTo(shown(unknown, nobodys.get(kind(route))));
        assertThat(headers(foreign)).as(route).isEqualTo(headers(unknown));
    }

    /**
     * Both cost the same work: as many commands of Redis, those inside its functions too, for an answer that takes no longer. What the
     * server does meanwhile on its own is counted as well, so it may take another look until the two are equal.
     */
    @Test
    void what_is_anothers_costs_no_more_than_what_is_not_there() {
        prepare();
        try (Jedis jedis = new Jedis(redis)) {
            for (String route : LOOKED_AT) {
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(cost(jedis, route, theirs))
                                .as(route)
                                .isEqualTo(cost(jedis, route, nobodys))
                                .isPositive());
            }
        }
    }

    private long cost(Jedis jedis, String route, Map<String, String> ids) {
        long before = commands(jedis);
        ask(route, ids);
        return commands(jedis) - before;
    }

    private static long commands(Jedis jedis) {
        return jedis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_") && !line.startsWith("cmdstat_info:"))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    private Reply ask(String route, Map<String, String> ids) {
        String[] parts = route.split(" ", 2);
        String kind = kind(route);
        assertThat(ids).as("knows an id for " + route).containsKey(kind);
        String path = parts[1].replaceFirst("\\{[a-z]+}", ids.get(kind)).replaceAll("\\{[a-z]+}", "screenshot.png");
        HttpRequest.Builder request = to(path).setHeader("Authorization", "Bearer " + stranger.reveal());
        String body = BODIES.get(route);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(parts[0], body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** {@code jobs} of {@code GET /v1/jobs/{id}}. */
    private static String kind(String route) {
        return route.split("/", -1)[2];
    }

    /** What there is to see, but for what the asker said and the request's own id. */
    private static String shown(Reply reply, @Nullable String id) {
        String text = reply.status() + " " + reply.text().replaceAll("\"instance\":\"[^\"]*\"", "");
        return id == null ? text : text.replace(id, "ID");
    }

    private static Set<String> headers(Reply reply) {
        Set<String> headers = new LinkedHashSet<>();
        reply.response().headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("x-request-id") && !name.equalsIgnoreCase("date")) {
                headers.add(name.toLowerCase(Locale.ROOT) + values);
            }
        });
        return headers;
    }

    @Test
    void no_list_shows_what_is_anothers() {
        prepare();
        JsonNode paths = get("/v1/openapi.json").json().get("paths");
        List<String> asked = new ArrayList<>();

        paths.properties().forEach(path -> {
            boolean list = path.getValue().has("get")
                    && !path.getKey().contains("{")
                    && path.getKey().startsWith("/v1/")
                    && !path.getKey().endsWith("/events")
                    && !path.getKey().endsWith("openapi.json");
            if (list) {
                Reply reply = as(stranger.reveal(), to(path.getKey()).GET());
                theirs.forEach((kind, id) -> {
                    if (!kind.equals("pools") && !kind.equals("tenants")) {
                        assertThat(reply.text()).as(path.getKey()).doesNotContain(id);
                    }
                });
                asked.add(path.getKey());
            }
        });

        assertThat(asked).contains("/v1/jobs", "/v1/keys", "/v1/webhooks", "/v1/schedules", "/v1/presets");
    }

    @Test
    void a_request_that_names_what_is_anothers_is_refused_as_if_it_named_nothing() {
        prepare();
        String upload = send(to("/v1/uploads")
                        .header("Content-Type", "text/html")
                        .POST(BodyPublishers.ofString("<!doctype html><p>mine")))
                .json("id");
        JobId withPicture = finished(new Artifact("a.png", "screenshot", "image/png", 3, "0".repeat(64), 1, Map.of()));
        String nothing = "upl_" + JobId.create().value().substring(4);
        String job = JobId.create().value();

        for (String[] pair : List.of(
                new String[] {with("\"after\":[\"%s\"]"), theirs.get("jobs"), job},
                new String[] {"{\"type\":\"capture\",\"source\":{\"upload\":\"%s\"}}", upload, nothing},
                new String[] {"{\"type\":\"media\",\"source\":{\"upload\":\"%s\"}}", upload, nothing},
                new String[] {
                    "{\"type\":\"capture\",\"source\":{\"artifact\":{\"job\":\"%s\",\"name\":\"a.png\"}}}",
                    withPicture.value(),
                    job
                },
                new String[] {with("\"preset\":\"%s\""), "theirs", "nobody"})) {
            Reply foreign = submit(pair[0].formatted(pair[1]));
            Reply unknown = submit(pair[0].formatted(pair[2]));

            assertThat(foreign.status()).as(foreign.text()).isEqualTo(422);
            assertThat(shown(foreign, pair[1])).as(pair[0]).isEqualTo(shown(unknown, pair[2]));
        }
    }

    private Reply submit(String body) {
        return as(
                stranger.reveal(),
                to("/v1/jobs").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static String with(String field) {
        return CAPTURE.substring(0, CAPTURE.length() - 1) + "," + field + "}";
    }
}
