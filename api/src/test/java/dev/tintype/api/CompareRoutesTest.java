package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class CompareRoutesTest extends ApiTest {
    private static final String UPLOADS = "{\"type\":\"compare\",\"source\":{\"before\":{%s},\"after\":{%s}}}";
    private static final String PAGE = "\"capture\":{\"source\":{\"url\":\"https://example.com/\"}}";

    CompareRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private static String with(String job, String field) {
        return job.substring(0, job.length() - 1) + "," + field + "}";
    }

    private static String pointer(Reply reply) {
        return reply.json().at("/errors/0/pointer").asString();
    }

    private String upload(String type, byte[] bytes) {
        return send(to("/v1/uploads").header("Content-Type", type).POST(BodyPublishers.ofByteArray(bytes)))
                .json("id");
    }

    @Test
    void a_comparison_is_taken_with_its_defaults() {
        Reply reply = post("/v1/jobs", UPLOADS.formatted(PAGE, PAGE));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().get("tolerance").asDouble()).isEqualTo(0.1);
        assertThat(reply.json().at("/outputs/0/kind").asString()).isEqualTo("diff");
        assertThat(reply.json().at("/source/after/capture/page/viewport/width").asInt())
                .isEqualTo(1280);
        assertThat(get("/v1/capabilities").json().at("/types/compare/outputs").propertyNames())
                .containsExactlyInAnyOrder("diff", "side_by_side");
    }

    @Test
    void it_waits_for_the_jobs_whose_artifacts_it_reads() {
        JobId first = submit();
        String artifact = "\"artifact\":{\"job\":\"%s\",\"name\":\"screenshot.png\"}";

        Reply reply = post("/v1/jobs", UPLOADS.formatted(artifact.formatted(first), PAGE));
        assertThat(reply.json("state")).isEqualTo("blocked");
        Reply refused = post("/v1/jobs", UPLOADS.formatted(PAGE, artifact.formatted(JobId.create())));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointer(refused)).isEqualTo("/source/after/artifact/job");
    }

    @Test
    void uploads_must_be_images_of_the_tenants() {
        String page = upload("text/html", "<p>".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Reply refused = post("/v1/jobs", UPLOADS.formatted(PAGE, "\"upload\":\"" + page + "\""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointer(refused)).isEqualTo("/source/after/upload");
        Reply unknown = post("/v1/jobs", UPLOADS.formatted("\"upload\":\"upl_01kb5c8vq0e1x9f3m7t2r6w4zn\"", PAGE));
        assertThat(pointer(unknown)).isEqualTo("/source/before/upload");
    }

    @Test
    void what_makes_no_sense_is_refused_at_its_place() {
        assertThat(pointer(post("/v1/jobs", UPLOADS.formatted("", PAGE)))).isEqualTo("/source/before");
        assertThat(pointer(post("/v1/jobs", UPLOADS.formatted("\"last_run\":true", PAGE))))
                .isEqualTo("/source/before/last_run");
        assertThat(pointer(post("/v1/jobs", UPLOADS.formatted(PAGE, "\"last_run\":true"))))
                .isEqualTo("/source");
        assertThat(
                        pointer(
                                post(
                                        "/v1/jobs",
                                        UPLOADS.formatted(
                                                PAGE,
                                                "\"capture\":{\"source\":{\"url\":\"https://example.com/\"},\"output\":{\"kind\":\"pdf\"}}"))))
                .isEqualTo("/source/after/capture");
        String whole = UPLOADS.formatted(PAGE, PAGE);
        assertThat(pointer(post("/v1/jobs", with(whole, "\"tolerance\":2")))).isEqualTo("/tolerance");
        assertThat(pointer(post("/v1/jobs", with(whole, "\"fail_on\":{}")))).isEqualTo("/fail_on/changed_percent");
        assertThat(post("/v1/jobs", with(whole, "\"threshold\":2")).status()).isEqualTo(400);
    }

    @Test
    void a_schedule_must_keep_what_its_next_run_compares_with() {
        String job = UPLOADS.formatted("\"last_run\":true", PAGE);

        Reply refused = post("/v1/schedules", "{\"cron\":\"@daily\",\"job\":" + job + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointer(refused)).isEqualTo("/job/result_ttl_s");
        Reply taken = post(
                "/v1/schedules",
                "{\"cron\":\"@daily\",\"job\":" + job.replace("{\"type", "{\"result_ttl_s\":200000,\"type") + "}");
        assertThat(taken.status()).isEqualTo(201);
    }
}
