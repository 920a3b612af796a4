package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryError;
import dev.tintype.job.JobId;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.CallbackOutbox.Claimed;
import dev.tintype.ledger.CallbackOutbox.Outcome;
import dev.tintype.ledger.JobLedger;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookRoutesTest extends ApiTest {
    private static final String HOOK = "{\"url\":\"https://hooks.example.com/a\"}";

    WebhookRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    // ---- endpoints

    @Test
    void an_endpoint_is_registered_and_its_secret_shown_once() {
        Reply made = post("/v1/webhooks", HOOK);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).contains("/v1/webhooks/" + made.json("id"));
        assertThat(made.json("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.json("url")).isEqualTo("https://hooks.example.com/a");
        assertThat(made.json().get("enabled").asBoolean()).isTrue();
        assertThat(texts(made.json().get("events")))
                .containsExactly("job.succeeded", "job.failed", "job.cancelled", "job.expired");
        assertThat(get("/v1/webhooks").text()).contains(made.json("id")).doesNotContain("whsec_");
        assertThat(get("/v1/webhooks/" + made.json("id")).text()).doesNotContain("whsec_");
    }

    @Test
    void an_endpoint_can_sign_with_an_ed25519_key_besides() {
        Reply made = post("/v1/webhooks", "{\"url\":\"https://hooks.example.com/a\",\"ed25519\":true}");

        assertThat(made.json("public_key")).matches("whpk_[A-Za-z0-9+/]{43}=");
        assertThat(made.text()).doesNotContain("whsk_");
    }

    @Test
    void what_is_given_changes_and_what_is_left_out_stays() {
        String path = register();

        Reply changed = patch(
                path, "{\"events\":[\"job.started\"],\"description\":\"orders\",\"enabled\":false,\"ed25519\":true}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json("url")).isEqualTo("https://hooks.example.com/a");
        assertThat(texts(changed.json().get("events"))).containsExactly("job.started");
        assertThat(changed.json("description")).isEqualTo("orders");
        assertThat(changed.json().get("enabled").asBoolean()).isFalse();
        assertThat(changed.json("disabled_reason")).isEqualTo("paused");
        assertThat(changed.json("public_key")).startsWith("whpk_");
        assertThat(changed.text()).doesNotContain("whsec_");
        Reply again = patch(path, "{\"enabled\":true,\"description\":\"\"}");
        assertThat(again.json().get("enabled").asBoolean()).isTrue();
        assertThat(again.json().has("description")).isFalse();
    }

    @Test
    void a_rotation_shows_the_new_secret_once_and_says_until_when_the_old_one_signs() {
        String path = register();

        Reply rotated = post(path + "/rotate", "");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json("secret")).startsWith("whsec_");
        assertThat(Instant.parse(rotated.json("previous_secret_until")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
        assertThat(get(path).json("previous_secret_until")).isEqualTo(rotated.json("previous_secret_until"));
    }

    @Test
    void the_secret_for_the_urls_of_jobs_is_shown_by_its_rotation() {
        Reply first = post("/v1/webhooks/default/rotate", "");
        Reply second = post("/v1/webhooks/default/rotate", "");

        assertThat(first.json("id")).isEqualTo("default");
        assertThat(first.json().has("previous_secret_until")).isFalse();
        assertThat(second.json("secret")).startsWith("whsec_").isNotEqualTo(first.json("secret"));
        assertThat(second.json().has("previous_secret_until")).isTrue();
    }

    @Test
    void a_deleted_endpoint_is_gone() {
        String path = register();

        assertThat(send(to(path).DELETE()).status()).isEqualTo(204);

        assertThat(get(path).json("code")).isEqualTo("webhook-not-found");
        assertThat(send(to(path).DELETE()).status()).isEqualTo(404);
        assertThat(get("/v1/webhooks").json().get("items").size()).isZero();
    }

    @Test
    void a_test_is_a_delivery_that_can_be_read() {
        String path = register();

        Reply asked = post(path + "/test", "");

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json("event")).isEqualTo("webhook.test");
        Reply delivery = get("/v1/deliveries/" + asked.json("id"));
        assertThat(delivery.json("state")).isEqualTo("pending");
        assertThat(delivery.json("webhook")).isEqualTo(path.substring("/v1/webhooks/".length()));
        patch(path, "{\"enabled\":false}");
        assertThat(post(path + "/test", "").json("code")).isEqualTo("webhook-disabled");
    }

    @Test
    void there_are_only_so_many_endpoints() {
        for (int i = 0; i < 50; i++) {
            assertThat(post("/v1/webhooks", HOOK).status()).isEqualTo(201);
        }

        Reply refused = post("/v1/webhooks", HOOK);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json("code")).isEqualTo("webhook-limit");
    }

    // ---- refusals

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/hook",
                "http://localhost:8080/",
                "https://[::1]/",
                "http://169.254.169.254/latest",
                "http://10.1.2.3/",
                "https://hooks.example.com:22/"
            })
    void a_url_that_may_not_be_called_is_refused_wherever_it_stands(String url) {
        String path = register();
        String body = "{\"url\":\"" + url + "\"}";
        String job = CAPTURE.replace("\"}}", "\"},\"callback\":" + body + "}");

        for (Reply refused : List.of(post("/v1/webhooks", body), patch(path, body))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json("code")).isEqualTo("callback-denied");
            assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/url");
        }
        Reply refused = post("/v1/jobs", job);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json("code")).isEqualTo("callback-denied");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/callback/url");
    }

    @Test
    void a_job_of_a_batch_is_refused_for_its_callback_too_and_the_batch_with_it() {
        String good = CAPTURE.replace("\"}}", "\"},\"callback\":" + HOOK + "}");
        String bad = good.replace("https://hooks.example.com", "http://127.0.0.1");

        Reply refused = post("/v1/batches", "{\"jobs\":[" + good + "," + bad + "]}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json("code")).isEqualTo("callback-denied");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/jobs/1/callback/url");
        assertThat(get("/v1/jobs").json().get("items").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|/url",
                "{\"url\":\"ftp://example.com/\"}|422|/url",
                "{\"url\":\"https://u:p@example.com/\"}|422|/url",
                "{\"url\":\"https://example.com/\",\"events\":[\"job.danced\"]}|422|/events/0",
                "{\"url\":\"https://example.com/\",\"events\":[]}|422|/events",
                "{\"url\":\"https://example.com/\",\"events\":[\"webhook.test\"]}|422|''",
                "{\"url\":\"https://example.com/\",\"secret\":\"x\"}|400|/secret",
                "{\"url\":\"https://example.com/\",\"ed25519\":\"yes\"}|400|/ed25519",
                "[]|400|''"
            })
    void each_mistake_is_named(String body, int status, String pointer) {
        Reply refused = post("/v1/webhooks", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|/callback/url",
                "{\"url\":\"https://example.com/\",\"events\":[\"endpoint.disabled\"]}|422|/callback",
                "{\"url\":\"https://example.com/\",\"event\":[\"job.failed\"]}|400|/callback/event"
            })
    void each_mistake_in_a_job_s_callback_is_named(String callback, int status, String pointer) {
        Reply refused = post("/v1/jobs", CAPTURE.replace("\"}}", "\"},\"callback\":" + callback + "}"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    // ---- deliveries

    @Test
    void a_job_tells_its_callback_back_and_its_deliveries_with_their_attempts() {
        Reply submitted = post(
                "/v1/jobs",
                CAPTURE.replace(
                        "\"}}",
                        "\"},\"callback\":{\"url\":\"https://hooks.example.com/b\",\"events\":[\"job.queued\"]}}"));
        String id = submitted.json("id");
        Claimed claimed = claimDelivery();
        DeliveryAttempt attempt = new DeliveryAttempt(Instant.now(), 12, 500, DeliveryError.HTTP_STATUS);
        server.bean(CallbackOutbox.class).record(claimed, new Outcome.Retry(attempt, Duration.ofMinutes(5)));

        Reply deliveries = get("/v1/jobs/" + id + "/deliveries");

        assertThat(submitted.json().at("/callback/url").asString()).isEqualTo("https://hooks.example.com/b");
        assertThat(deliveries.status()).isEqualTo(200);
        JsonNode delivery = deliveries.json().at("/items/0");
        assertThat(delivery.get("event").asString()).isEqualTo("job.queued");
        assertThat(delivery.get("job").asString()).isEqualTo(id);
        assertThat(delivery.get("state").asString()).isEqualTo("pending");
        assertThat(delivery.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(delivery.at("/attempts/0/ms").asInt()).isEqualTo(12);
        assertThat(delivery.at("/attempts/0/error").asString()).isEqualTo("http_status");
        assertThat(delivery.has("next_attempt_at")).isTrue();
        assertThat(delivery.has("data")).isFalse();
    }

    @Test
    void a_delivery_is_sent_once_more() {
        String path = register();
        String id = post(path + "/test", "").json("id");
        DeliveryAttempt attempt = new DeliveryAttempt(Instant.now(), 12, 500, DeliveryError.HTTP_STATUS);
        server.bean(CallbackOutbox.class).record(claimDelivery(), new Outcome.Failed(attempt));
        assertThat(get("/v1/deliveries/" + id).json("state")).isEqualTo("failed");

        Reply again = post("/v1/deliveries/" + id + "/redeliver", "");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json("state")).isEqualTo("pending");
        assertThat(again.json().get("attempts").size()).isEqualTo(1);
        assertThat(claimDelivery().delivery().id().value()).isEqualTo(id);
    }

    // ---- who may

    @Test
    void what_is_another_tenant_s_answers_as_what_is_unknown() {
        String path = register();
        String delivery = post(path + "/test", "").json("id");
        JobId job = submit();
        Map<String, String> unknown = Map.of(
                path,
                "/v1/webhooks/we_00000000000000000000000000",
                "/v1/deliveries/" + delivery,
                "/v1/deliveries/msg_00000000000000000000000000",
                "/v1/jobs/" + job + "/deliveries",
                "/v1/jobs/job_00000000000000000000000000/deliveries");

        unknown.forEach((foreign, none) ->
                assertThat(withoutId(other("GET", foreign))).isEqualTo(withoutId(other("GET", none))));
        for (String action : List.of("/test", "/rotate")) {
            assertThat(withoutId(other("POST", path + action)))
                    .isEqualTo(withoutId(other("POST", "/v1/webhooks/we_00000000000000000000000000" + action)));
        }
        assertThat(other("POST", "/v1/deliveries/" + delivery + "/redeliver").status())
                .isEqualTo(404);
        assertThat(other("DELETE", path).status()).isEqualTo(404);
        assertThat(get(path).status()).isEqualTo(200);
        assertThat(other("GET", "/v1/webhooks").json().get("items").size()).isZero();
    }

    @Test
    void managing_needs_its_scope_and_reading_deliveries_the_right_to_read_jobs() {
        KeyToken manager = KeyToken.create();
        addKey(manager, "acme", Set.of(Scope.WEBHOOKS_MANAGE), null);
        String path = register();
        JobId job = submit();

        assertThat(as(READER, "GET", "/v1/webhooks").json("code")).isEqualTo("insufficient-scope");
        assertThat(as(READER, "POST", path + "/test").status()).isEqualTo(403);
        assertThat(as(READER, "GET", "/v1/jobs/" + job + "/deliveries").status())
                .isEqualTo(200);
        assertThat(as(manager, "GET", path).status()).isEqualTo(200);
        assertThat(as(manager, "GET", "/v1/jobs/" + job + "/deliveries").status())
                .isEqualTo(403);
    }

    private String register() {
        return post("/v1/webhooks", HOOK).header("Location").orElseThrow();
    }

    private Claimed claimDelivery() {
        return server.bean(CallbackOutbox.class)
                .claim(Duration.ofSeconds(30), 1, 1, Map.of())
                .getFirst();
    }

    private Reply patch(String path, String body) {
        return send(to(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body)));
    }

    private Reply other(String method, String path) {
        return as(OTHER, method, path);
    }

    private Reply as(KeyToken key, String method, String path) {
        return send(
                to(path).setHeader("Authorization", "Bearer " + key.reveal()).method(method, BodyPublishers.noBody()));
    }

    private static String withoutId(Reply reply) {
        return reply.status() + reply.text().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
