package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.ControlMessage;
import dev.tintype.broker.Envelope;
import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobRoutesTest extends ApiTest {
    private static final Artifact PICTURE = new Artifact(
            "screenshot.png", "screenshot", "image/png", 5, "ab".repeat(32), 1, Map.of("width", 1280, "height", 720));

    JobRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void a_submitted_job_is_accepted_at_once() {
        Reply reply = post("/v1/jobs", CAPTURE);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).contains("/v1/jobs/" + reply.json("id"));
        assertThat(reply.header("Retry-After")).contains("1");
        assertThat(reply.header("Vary").orElse("")).contains("Prefer");
        assertThat(reply.header("ETag")).contains("\"1\"");
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.header("Idempotency-Replayed")).isEmpty();
        assertThat(reply.json("state")).isEqualTo("queued");
        assertThat(get("/v1/jobs/" + reply.json("id")).json()).isEqualTo(reply.json());
    }

    @Test
    void what_is_confidential_is_neither_shown_nor_kept_in_the_clear() {
        String request = CAPTURE.replace(
                "}}",
                "},\"page\":{\"headers\":{\"X-Key\":\"s3cret\"},\"http_credentials\":{\"username\":\"ada\",\"password\":\"s3cret\"}}}");

        Reply reply = post("/v1/jobs", request, "Idempotency-Key", "confidential-1");

        assertThat(reply.status()).isEqualTo(202);
        JobId id = new JobId(reply.json("id"));
        assertThat(get("/v1/jobs/" + id).json().toString()).contains("***").doesNotContain("s3cret", "sealed");
        assertThat(ledger.find("acme", id).orElseThrow().request().toJson().toString())
                .contains("sealed:")
                .doesNotContain("s3cret");
        await().untilAsserted(() -> assertThat(server.broker().published())
                .filteredOn(envelope -> envelope.id().equals(id))
                .singleElement()
                .satisfies(envelope ->
                        assertThat(envelope.request()).contains("sealed:").doesNotContain("s3cret")));
        Reply again = post("/v1/jobs", request, "Idempotency-Key", "confidential-1");
        assertThat(again.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void what_is_confidential_goes_when_the_job_ends_and_must_be_given_again() {
        String request = CAPTURE.replace(
                "}}",
                "},\"page\":{\"headers\":{\"X-Key\":\"s3cret\"},\"cookies\":[{\"name\":\"a\",\"value\":\"s3cret\"}]},"
                        + "\"metadata\":{\"note\":\"sealed:0a1b2c3d.AAAA \\\"sealed:0a1b2c3d.AAAA\\\"\"}}");
        JobId done = new JobId(post("/v1/jobs", request).json("id"));
        claim(done);
        assertThat(ledger.find("acme", done).orElseThrow().request().toJson().toString())
                .contains("\"X-Key\":\"sealed:");
        finish(done);
        JobId cancelled = new JobId(post("/v1/jobs", request).json("id"));
        send(to("/v1/jobs/" + cancelled + "/cancel").POST(BodyPublishers.noBody()));

        for (JobId id : List.of(done, cancelled)) {
            String kept =
                    ledger.find("acme", id).orElseThrow().request().toJson().toString();
            assertThat(kept).contains("\"X-Key\":\"***\"", "\"value\":\"***\"").doesNotContain("\"X-Key\":\"sealed:");
            assertThat(kept).as("a text that only looks like one").contains("\"sealed:0a1b2c3d.AAAA \\\"sealed:");
            Reply again = send(to("/v1/jobs/" + id + "/redrive").POST(BodyPublishers.noBody()));
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json("code")).isEqualTo("secrets-dropped");
            assertThat(again.json("detail")).contains("POST /v1/jobs");
        }
    }

    @Test
    void an_accepted_job_is_published() {
        JobId id = submit();

        await().untilAsserted(() -> assertThat(server.broker().published())
                .filteredOn(envelope -> envelope.id().equals(id))
                .singleElement()
                .satisfies(envelope -> {
                    assertThat(envelope.tenant()).isEqualTo("acme");
                    assertThat(JobRequest.fromJson(Json.tree(envelope.request())))
                            .isEqualTo(ledger.find("acme", id).orElseThrow().request());
                }));
    }

    @Test
    void the_trace_goes_with_the_job() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        JobId id = new JobId(post("/v1/jobs", CAPTURE, "traceparent", trace).json("id"));

        await().untilAsserted(() -> assertThat(server.broker().published())
                .filteredOn(envelope -> envelope.id().equals(id))
                .singleElement()
                .extracting(Envelope::traceparent)
                .isEqualTo(trace));
    }

    @Test
    void a_job_for_later_is_not_published_now() {
        String later = CAPTURE.replace("}}", "},\"run_at\":\"2199-01-01T00:00:00+01:00\"}");

        Reply reply = post("/v1/jobs", later);

        assertThat(reply.json("state")).isEqualTo("scheduled");
        assertThat(reply.json("run_at")).isEqualTo("2198-12-31T23:00:00.000Z");
        JobId next = submit();
        await().until(() -> server.broker().published().stream()
                .anyMatch(envelope -> envelope.id().equals(next)));
        assertThat(server.broker().published())
                .noneMatch(envelope -> envelope.id().value().equals(reply.json("id")));
    }

    @Test
    void a_job_shows_its_request_and_the_facts_beside_it() {
        String request = """
                {"type": "capture", "source": {"url": "https://example.com/"},
                 "page": {"viewport": {"width": 390, "height": 844}},
                 "outputs": [{"kind": "screenshot", "format": "webp", "full_page": true}],
                 "tags": ["nightly"], "metadata": {"order": "42"}}
                """;
        JobId id = new JobId(post("/v1/jobs", request).json("id"));

        JsonNode job = get("/v1/jobs/" + id).json();

        assertThat(job.propertyNames())
                .contains(
                        "id",
                        "state",
                        "version",
                        "attempt",
                        "fails",
                        "created_at",
                        "queued_at",
                        "started_at",
                        "finished_at",
                        "expires_at",
                        "progress",
                        "artifacts",
                        "report",
                        "error",
                        "links");
        assertThat(job.at("/page/viewport/width").asInt()).isEqualTo(390);
        assertThat(job.at("/page/wait_until").asString()).isEqualTo("auto");
        assertThat(job.at("/outputs/0/format").asString()).isEqualTo("webp");
        assertThat(job.at("/metadata/order").asString()).isEqualTo("42");
        assertThat(job.at("/max_attempts").asInt()).isEqualTo(3);
        assertThat(job.get("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(job.get("started_at").isNull()).isTrue();
        assertThat(job.get("error").isNull()).isTrue();
        assertThat(job.at("/links/self").asString()).isEqualTo("/v1/jobs/" + id);
    }

    @Test
    void a_finished_job_names_its_artifacts() {
        JobId id = finished(PICTURE);

        Reply reply = get("/v1/jobs/" + id);

        JsonNode job = reply.json();
        assertThat(reply.header("Retry-After")).isEmpty();
        assertThat(job.get("state").asString()).isEqualTo("succeeded");
        assertThat(job.at("/report/status").asInt()).isEqualTo(200);
        assertThat(job.at("/artifacts/0/name").asString()).isEqualTo("screenshot.png");
        assertThat(job.at("/artifacts/0/media_type").asString()).isEqualTo("image/png");
        assertThat(job.at("/artifacts/0/width").asInt()).isEqualTo(1280);
        assertThat(job.at("/artifacts/0/url").asString()).isEqualTo("/v1/jobs/" + id + "/artifacts/screenshot.png");
        assertThat(job.at("/artifacts/0").propertyNames()).doesNotContain("attempt", "facts");
        assertThat(Instant.parse(job.get("expires_at").asString())).isAfter(Instant.now());
        assertThat(job.get("links").propertyNames()).doesNotContain("cancel");
    }

    @Test
    void a_failed_job_says_why() {
        JobId id = submit();
        claim(id);
        ledger.fail(id, 1, new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "No element matches \"#x\"."));

        JsonNode job = get("/v1/jobs/" + id).json();

        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.at("/error/code").asString()).isEqualTo("selector_not_found");
        assertThat(job.at("/error/detail").asString()).isEqualTo("No element matches \"#x\".");
        assertThat(job.at("/error/retryable").asBoolean()).isFalse();
        assertThat(job.at("/error/attempt").asInt()).isEqualTo(1);
    }

    @Test
    void progress_shows_and_changes_the_version() {
        JobId id = submit();
        claim(id);
        ledger.beat(id, 1, Duration.ofSeconds(30), Progress.of(40, "navigate"));

        Reply reply = get("/v1/jobs/" + id);

        assertThat(reply.json().at("/progress/percent").asInt()).isEqualTo(40);
        assertThat(reply.json().at("/progress/stage").asString()).isEqualTo("navigate");
        assertThat(reply.json().at("/progress/message").isNull()).isTrue();
        assertThat(reply.header("ETag"))
                .contains("\"" + reply.json().get("version").asLong() + "\"");
    }

    @Test
    void who_has_the_newest_version_is_told_so() {
        JobId id = submit();

        Reply same = send(to("/v1/jobs/" + id).header("If-None-Match", "\"1\""));
        Reply weak = send(to("/v1/jobs/" + id).header("If-None-Match", "\"7\", W/\"1\""));
        Reply other = send(to("/v1/jobs/" + id).header("If-None-Match", "\"2\""));

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.bytes()).isEmpty();
        assertThat(same.header("ETag")).contains("\"1\"");
        assertThat(weak.status()).isEqualTo(304);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void large_html_is_not_sent_back() {
        String html = "é".repeat(20_000);

        Reply small = post("/v1/jobs", "{\"type\":\"capture\",\"source\":{\"html\":\"<p>hi</p>\"}}");
        Reply large = post("/v1/jobs", "{\"type\":\"capture\",\"source\":{\"html\":\"" + html + "\"}}");

        assertThat(small.json().at("/source/html").asString()).isEqualTo("<p>hi</p>");
        assertThat(large.json().get("source").propertyNames()).containsExactly("html_bytes");
        assertThat(large.json().at("/source/html_bytes").asInt()).isEqualTo(40_000);
    }

    @Test
    void the_same_key_and_request_give_the_same_job() {
        String same = CAPTURE.replace("{\"type\":\"capture\",", "{ \"max_attempts\": 3, \"type\": \"capture\",");

        Reply first = post("/v1/jobs", CAPTURE, "Idempotency-Key", "order-42");
        Reply again = post("/v1/jobs", same, "Idempotency-Key", "order-42");
        Reply others = send(to("/v1/jobs")
                .setHeader("Authorization", "Bearer " + OTHER.reveal())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "order-42")
                .POST(BodyPublishers.ofString(CAPTURE)));

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.json("id")).isEqualTo(first.json("id"));
        assertThat(others.json("id")).isNotEqualTo(first.json("id"));
    }

    @Test
    void the_same_key_with_another_request_is_refused() {
        post("/v1/jobs", CAPTURE, "Idempotency-Key", "order-42");

        Reply other = post("/v1/jobs", CAPTURE.replace(".com/", ".com/other"), "Idempotency-Key", "order-42");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json("code")).isEqualTo("idempotency-mismatch");
    }

    @Test
    void a_refused_request_uses_no_idempotency_key_up() {
        Reply refused = post("/v1/jobs", "{\"type\":\"capture\"}", "Idempotency-Key", "order-42");
        Reply mended = post("/v1/jobs", CAPTURE, "Idempotency-Key", "order-42");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(mended.status()).isEqualTo(202);
        assertThat(mended.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void the_key_of_a_deleted_job_says_so() {
        JobId id = new JobId(
                post("/v1/jobs", CAPTURE, "Idempotency-Key", "order-42").json("id"));
        post("/v1/jobs/" + id + "/cancel", "");
        send(to("/v1/jobs/" + id).DELETE());

        Reply again = post("/v1/jobs", CAPTURE, "Idempotency-Key", "order-42");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json("code")).isEqualTo("job-gone");
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_again() {
        JobId id = submit();

        Reply first = post("/v1/jobs/" + id + "/cancel", "");
        Reply again = post("/v1/jobs/" + id + "/cancel", "");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json("state")).isEqualTo("cancelled");
        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void a_running_job_is_told_to_stop() {
        JobId id = submit();
        claim(id);

        Reply reply = post("/v1/jobs/" + id + "/cancel", "");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json("state")).isEqualTo("running");
        assertThat(ledger.find("acme", id).orElseThrow().cancelRequested()).isTrue();
        assertThat(server.broker().told()).contains(new ControlMessage.Cancel(id));
    }

    @Test
    void what_has_ended_otherwise_cannot_be_cancelled() {
        Reply reply = post("/v1/jobs/" + finished() + "/cancel", "");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("code")).isEqualTo("job-ended");
        assertThat(reply.json("detail")).contains("succeeded");
    }

    @Test
    void a_deleted_job_is_gone_with_its_artifacts() throws IOException {
        JobId id = finished(PICTURE);
        ArtifactStore store = server.bean(ArtifactStore.class);
        ArtifactKey key = new ArtifactKey("acme", id, 1, "screenshot.png");
        store.put(key, new byte[] {1, 2, 3, 4, 5}, "image/png");

        Reply reply = send(to("/v1/jobs/" + id).DELETE());

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.bytes()).isEmpty();
        assertThat(get("/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(send(to("/v1/jobs/" + id).DELETE()).status()).isEqualTo(404);
        assertThat(store.open(key, 0, 5)).isEmpty();
    }

    @Test
    void a_job_that_has_not_ended_cannot_be_deleted() {
        JobId id = submit();

        Reply reply = send(to("/v1/jobs/" + id).DELETE());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("code")).isEqualTo("job-not-finished");
        assertThat(get("/v1/jobs/" + id).status()).isEqualTo(200);
    }

    @Test
    void another_tenants_job_answers_exactly_as_an_unknown_one() {
        JobId foreign = finished(PICTURE);
        JobId unknown = JobId.create();

        for (String route : new String[] {"", "/artifacts/screenshot.png", "/events"}) {
            Reply known =
                    send(to("/v1/jobs/" + foreign + route).setHeader("Authorization", "Bearer " + OTHER.reveal()));
            Reply none = send(to("/v1/jobs/" + unknown + route).setHeader("Authorization", "Bearer " + OTHER.reveal()));
            assertThat(known.status()).as(route).isEqualTo(404).isEqualTo(none.status());
            assertThat(known.json("detail")).isEqualTo(none.json("detail"));
            assertThat(known.json("code")).isEqualTo("job-not-found");
        }
        Reply cancel = send(to("/v1/jobs/" + foreign + "/cancel")
                .setHeader("Authorization", "Bearer " + OTHER.reveal())
                .POST(BodyPublishers.noBody()));
        assertThat(cancel.status()).isEqualTo(404);
        assertThat(send(to("/v1/jobs/" + foreign)
                                .setHeader("Authorization", "Bearer " + OTHER.reveal())
                                .DELETE())
                        .status())
                .isEqualTo(404);
        assertThat(get("/v1/jobs/" + foreign).status()).isEqualTo(200);
    }
}
