package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchRoutesTest extends ApiTest {
    private static final String MATRIX = """
            {"template": {"type": "capture", "source": {}, "outputs": [{"kind": "screenshot"}], "tags": ["m"]},
             "matrix": {"source.url": ["https://example.com/a", "https://example.com/b"],
                        "page.viewport": [{"width": 390, "height": 844}, {"width": 1280, "height": 720}],
                        "outputs.0.format": ["png", "webp", "jpeg"]}}
            """;

    BatchRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static String pointer(Reply reply) {
        return reply.json().at("/errors/0/pointer").asString();
    }

    @Test
    void jobs_handed_in_together_are_counted_together() {
        Reply reply = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "," + CAPTURE + "]}");

        assertThat(reply.status()).isEqualTo(202);
        String self = "/v1/batches/" + reply.json("id");
        assertThat(reply.header("Location")).contains(self);
        assertThat(reply.json().get("total").asInt()).isEqualTo(2);
        JobId first = new JobId(reply.json().at("/jobs/0").asString());
        assertThat(get("/v1/jobs/" + first).json("batch")).isEqualTo(reply.json("id"));
        claim(first);
        finish(first);
        JsonNode now = get(self).json();
        assertThat(now.at("/counts/succeeded").asInt()).isEqualTo(1);
        assertThat(now.at("/counts/queued").asInt()).isEqualTo(1);
        assertThat(now.at("/counts/failed").asInt()).isZero();
        assertThat(now.has("completed_at")).isFalse();
        post("/v1/jobs/" + reply.json().at("/jobs/1").asString() + "/cancel", "");
        assertThat(get(self).json().hasNonNull("completed_at")).isTrue();
    }

    @Test
    void a_matrix_makes_a_job_of_every_combination() {
        Reply reply = post("/v1/batches", MATRIX);

        assertThat(reply.json().get("total").asInt()).isEqualTo(12);
        List<String> made = texts(reply.json().get("jobs")).stream()
                .map(id -> get("/v1/jobs/" + id).json())
                .map(job -> job.at("/source/url").asString() + " "
                        + job.at("/page/viewport/width").asInt() + " "
                        + job.at("/outputs/0/format").asString())
                .toList();
        assertThat(made).doesNotHaveDuplicates().hasSize(12);
        assertThat(made.getFirst()).isEqualTo("https://example.com/a 390 png");
        assertThat(made.get(1)).isEqualTo("https://example.com/a 390 webp");
        assertThat(made.getLast()).isEqualTo("https://example.com/b 1280 jpeg");
    }

    @Test
    void one_wrong_job_refuses_the_batch_and_is_named() {
        String bad = CAPTURE.replace("}}", "},\"timeout_s\":0}");

        Reply reply = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "," + bad + "]}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(pointer(reply)).isEqualTo("/jobs/1/timeout_s");
        assertThat(get("/v1/jobs").json().get("items").size()).isZero();
    }

    @Test
    void one_job_that_cannot_be_taken_takes_the_others_back() {
        String held = CAPTURE.replace("}}", "},\"unique_key\":\"u\"}");

        Reply reply = post("/v1/batches", "{\"jobs\":[" + held + "," + held + "]}", "Idempotency-Key", "batch-of-two");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("detail")).startsWith("/jobs/1: ");
        assertThat(get("/v1/jobs?state=queued").json().get("items").size()).isZero();
        assertThat(post("/v1/batches", "{\"jobs\":[" + held + "]}", "Idempotency-Key", "batch-of-two")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void the_same_key_gives_the_same_batch() {
        Reply first = post("/v1/batches", MATRIX, "Idempotency-Key", "again");
        Reply second = post("/v1/batches", MATRIX, "Idempotency-Key", "again");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(post("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}", "Idempotency-Key", "again")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void what_is_no_batch_is_refused_at_its_place() {
        assertThat(post("/v1/batches", "[]").status()).isEqualTo(400);
        assertThat(post("/v1/batches", "{}").status()).isEqualTo(422);
        assertThat(pointer(post("/v1/batches", "{\"jobs\":[]}"))).isEqualTo("/jobs");
        assertThat(pointer(post("/v1/batches", "{\"jobs\":[" + CAPTURE + "],\"tea\":1}")))
                .isEqualTo("/tea");
        assertThat(pointer(post("/v1/batches", "{\"jobs\":[" + CAPTURE + "],\"matrix\":{}}")))
                .isEqualTo("/matrix");
        assertThat(pointer(post("/v1/batches", "{\"template\":" + CAPTURE + ",\"matrix\":{\"tags\":1}}")))
                .isEqualTo("/matrix/tags");
        assertThat(pointer(post("/v1/batches", "{\"template\":" + CAPTURE + ",\"matrix\":{\"tea.pot\":[1]}}")))
                .isEqualTo("/template/tea");
    }

    @Test
    void more_than_a_thousand_jobs_are_refused() {
        String numbers = Collections.nCopies(1001, "[\"a\"]").toString();

        Reply reply = post("/v1/batches", "{\"template\":" + CAPTURE + ",\"matrix\":{\"tags\":" + numbers + "}}");
        Reply product = post(
                "/v1/batches",
                "{\"template\":" + CAPTURE + ",\"matrix\":{\"tags\":" + Collections.nCopies(40, "[\"a\"]")
                        + ",\"timeout_s\":" + Collections.nCopies(40, "5") + "}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(pointer(reply)).isEqualTo("/matrix/tags");
        assertThat(product.status()).isEqualTo(422);
        assertThat(product.json("detail")).contains("1000", "1600");
    }

    @Test
    void another_tenants_batch_is_unknown() {
        String id = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}").json("id");

        assertThat(send(to("/v1/batches/" + id).setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .status())
                .isEqualTo(404);
        assertThat(get("/v1/batches/tea").status()).isEqualTo(404);
    }
}
