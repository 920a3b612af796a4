package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be asked of a job besides its work: keys, order, repetition, time to be kept. */
class JobFeaturesTest extends ApiTest {
    JobFeaturesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private static String with(String field) {
        return CAPTURE.substring(0, CAPTURE.length() - 1) + "," + field + "}";
    }

    private JobId failed() {
        JobId id = submit();
        claim(id);
        ledger.fail(id, 1, new JobFailure(ErrorCode.TLS_FAILURE, "The certificate has expired."));
        return id;
    }

    private Reply postAs(KeyToken key, String body) {
        return send(to("/v1/jobs")
                .setHeader("Authorization", "Bearer " + key.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void a_unique_key_refuses_a_second_job_until_the_first_has_ended() {
        JobId first =
                new JobId(post("/v1/jobs", with("\"unique_key\":\"report\"")).json("id"));

        Reply refused = post("/v1/jobs", with("\"unique_key\":\"report\""));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json("code")).isEqualTo("unique-key-held");
        assertThat(refused.json("detail")).contains(first.value());
        post("/v1/jobs/" + first + "/cancel", "");
        assertThat(post("/v1/jobs", with("\"unique_key\":\"report\"")).status()).isEqualTo(202);
    }

    @Test
    void a_job_after_another_is_blocked_and_says_so() {
        JobId first = submit();

        JsonNode second =
                post("/v1/jobs", with("\"after\":[\"" + first + "\"]")).json();

        assertThat(second.get("state").asString()).isEqualTo("blocked");
        assertThat(second.at("/after/0").asString()).isEqualTo(first.value());
        assertThat(second.get("after_failure").asString()).isEqualTo("fail");
        assertThat(get("/v1/jobs?state=blocked").json().get("items").size()).isEqualTo(1);
        claim(first);
        finish(first);
        assertThat(get("/v1/jobs/" + second.get("id").asString()).json("state")).isEqualTo("queued");
    }

    @Test
    void a_job_after_a_foreign_or_unknown_one_is_refused_at_its_place() {
        JobId mine = submit();
        JobId foreign = new JobId(postAs(OTHER, CAPTURE).json("id"));
        for (JobId id : Set.of(foreign, JobId.create())) {
            Reply refused = post("/v1/jobs", with("\"after\":[\"" + mine + "\",\"" + id + "\"]"));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/after/1");
        }
        assertThat(post("/v1/jobs", with("\"after\":[\"tea\"]")).status()).isEqualTo(422);
        assertThat(post("/v1/jobs", with("\"after_failure\":\"panic\"")).status())
                .isEqualTo(422);
    }

    @Test
    void a_job_that_reads_what_another_makes_waits_for_it() {
        JobId first = submit();
        String source = "{\"type\":\"capture\",\"source\":{\"artifact\":{\"job\":\"%s\",\"name\":\"a.png\"}}}";

        Reply second = post("/v1/jobs", source.formatted(first));

        assertThat(second.json("state")).isEqualTo("blocked");
        assertThat(second.json().at("/source/artifact/name").asString()).isEqualTo("a.png");
        claim(first);
        finish(first);
        assertThat(get("/v1/jobs/" + second.json("id")).json("state")).isEqualTo("queued");
        Reply refused = post("/v1/jobs", source.formatted(JobId.create()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/source/artifact/job");
    }

    @Test
    void an_ended_job_can_be_done_again_as_a_new_one() {
        JobId first = failed();

        Reply reply = post("/v1/jobs/" + first + "/redrive", "", "Idempotency-Key", "again");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json("id")).isNotEqualTo(first.value());
        assertThat(reply.header("Location")).contains("/v1/jobs/" + reply.json("id"));
        assertThat(reply.json("redrive_of")).isEqualTo(first.value());
        assertThat(reply.json("state")).isEqualTo("queued");
        assertThat(reply.json().get("source"))
                .isEqualTo(get("/v1/jobs/" + first).json().get("source"));
        assertThat(get("/v1/jobs/" + first).json("state")).isEqualTo("failed");
        Reply replayed = post("/v1/jobs/" + first + "/redrive", "", "Idempotency-Key", "again");
        assertThat(replayed.json("id")).isEqualTo(reply.json("id"));
        assertThat(replayed.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void what_has_not_ended_cannot_be_redriven_and_what_is_not_yours_neither() {
        JobId first = submit();

        assertThat(post("/v1/jobs/" + first + "/redrive", "").status()).isEqualTo(409);
        JobId foreign = new JobId(postAs(OTHER, CAPTURE).json("id"));
        assertThat(post("/v1/jobs/" + foreign + "/redrive", "").status()).isEqualTo(404);
    }

    @Test
    void a_redriven_job_waits_for_nobody() {
        JobId parent = submit();
        JobId kid = new JobId(
                post("/v1/jobs", with("\"after\":[\"" + parent + "\"]")).json("id"));
        post("/v1/jobs/" + parent + "/cancel", "");
        assertThat(get("/v1/jobs/" + kid).json().at("/error/code").asString()).isEqualTo("dependency_failed");

        assertThat(post("/v1/jobs/" + kid + "/redrive", "").json("state")).isEqualTo("queued");
    }

    @Test
    void dead_letters_are_the_jobs_that_failed_for_good() {
        submit();
        finished();
        JobId dead = failed();

        JsonNode page = get("/v1/dead-letters").json();

        assertThat(page.get("items").size()).isEqualTo(1);
        assertThat(page.at("/items/0/id").asString()).isEqualTo(dead.value());
        assertThat(page.at("/items/0/links/redrive").asString()).isEqualTo("/v1/jobs/" + dead + "/redrive");
        assertThat(send(to("/v1/dead-letters").setHeader("Authorization", "Bearer " + READER.reveal()))
                        .status())
                .isEqualTo(403);
        assertThat(send(to("/v1/dead-letters").setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .json()
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void a_tenants_results_are_kept_within_its_bounds() {
        KeyToken crowd = KeyToken.create();
        addKey(crowd, "crowd", Set.of(Scope.JOBS_WRITE), null);

        assertThat(post("/v1/jobs", CAPTURE).json().get("result_ttl_s").asInt()).isEqualTo(86_400);
        assertThat(postAs(crowd, CAPTURE).json().get("result_ttl_s").asInt()).isEqualTo(3_600);
        assertThat(postAs(crowd, with("\"result_ttl_s\":600"))
                        .json()
                        .get("result_ttl_s")
                        .asInt())
                .isEqualTo(600);
        Reply refused = postAs(crowd, with("\"result_ttl_s\":3601"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/result_ttl_s");
        assertThat(refused.json("detail")).contains("3600");
    }
}
