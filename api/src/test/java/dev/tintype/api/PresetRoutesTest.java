package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PresetRoutesTest extends ApiTest {
    private static final String SHOP =
            "{\"description\":\"The shop\",\"request\":{\"page\":{\"viewport\":{\"width\":1440,\"height\":900}}}}";

    PresetRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @AfterEach
    void removePresets() {
        ledger.presets().all("acme").forEach(preset -> ledger.presets().delete("acme", preset.name()));
    }

    private Reply put(String name, String body) {
        return put(ACME, name, body);
    }

    private Reply put(KeyToken key, String name, String body) {
        return send(to("/v1/presets/" + name)
                .setHeader("Authorization", "Bearer " + key.reveal())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private Reply delete(String name) {
        return send(to("/v1/presets/" + name).DELETE());
    }

    private static String with(String preset) {
        return "{\"preset\":\"" + preset + "\",\"source\":{\"url\":\"https://example.com/\"}}";
    }

    private static JsonNode error(Reply reply) {
        return reply.json().at("/errors/0");
    }

    @Test
    void the_built_in_ones_are_there_and_cannot_be_changed() {
        JsonNode all = get("/v1/presets").json().get("items");

        assertThat(all.valueStream().map(preset -> preset.get("name").asString()))
                .containsExactly(
                        "article_pdf",
                        "av1-archive",
                        "desktop_full",
                        "hls-fast",
                        "hls-hevc",
                        "hls-standard",
                        "mobile",
                        "podcast",
                        "preview",
                        "pyprocessor-default",
                        "pyprocessor-high-quality",
                        "web-mp4");
        assertThat(get("/v1/presets/mobile")
                        .json()
                        .at("/request/page/viewport/width")
                        .asInt())
                .isEqualTo(375);
        assertThat(get("/v1/presets/mobile").json().get("built_in").asBoolean()).isTrue();
        assertThat(put("mobile", SHOP).status()).isEqualTo(409);
        assertThat(delete("mobile").json("code")).isEqualTo("preset-read-only");
        assertThat(get("/v1/capabilities").json().get("presets").size()).isEqualTo(12);
    }

    @Test
    void one_is_made_replaced_read_used_and_removed() {
        Reply made = put("shop", SHOP);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).contains("/v1/presets/shop");
        assertThat(made.json().at("/request/type").asString()).isEqualTo("capture");
        assertThat(get("/v1/presets/shop").json()).isEqualTo(made.json());
        assertThat(get("/v1/presets").json().get("items").size()).isEqualTo(13);
        assertThat(put("shop", SHOP.replace("1440", "1600")).status()).isEqualTo(200);
        JsonNode job = post("/v1/jobs", with("shop")).json();
        assertThat(job.at("/page/viewport/width").asInt()).isEqualTo(1600);
        assertThat(job.get("preset").asString()).isEqualTo("shop");
        assertThat(delete("shop").status()).isEqualTo(204);
        assertThat(delete("shop").status()).isEqualTo(404);
        assertThat(get("/v1/jobs/" + job.get("id").asString()).json("preset")).isEqualTo("shop");
        Reply refused = post("/v1/jobs", with("shop"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(error(refused).get("pointer").asString()).isEqualTo("/preset");
    }

    @Test
    void a_foreign_name_is_an_unknown_one() {
        put(OTHER, "theirs", SHOP);

        assertThat(get("/v1/presets/theirs").status()).isEqualTo(404);
        assertThat(delete("theirs").status()).isEqualTo(404);
        assertThat(post("/v1/jobs", with("theirs"))
                        .text()
                        .replaceAll("urn:request:[^\"]*", "")
                        .replace("theirs", "x"))
                .isEqualTo(post("/v1/jobs", with("nobodys"))
                        .text()
                        .replaceAll("urn:request:[^\"]*", "")
                        .replace("nobodys", "x"));
        ledger.presets().delete("other", "theirs");
    }

    @Test
    void what_could_make_no_job_is_refused_at_its_place() {
        Reply unknown = put("shop", "{\"request\":{\"page\":{\"colour\":1}}}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(error(unknown).get("pointer").asString()).isEqualTo("/request/page/colour");
        Reply bad = put("shop", "{\"request\":{\"timeout_s\":99999}}");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(error(bad).get("pointer").asString()).isEqualTo("/request/timeout_s");
        assertThat(error(put("shop", "{\"request\":{\"preset\":\"mobile\"}}"))
                        .get("pointer")
                        .asString())
                .isEqualTo("/request/preset");
        assertThat(put("shop", "{\"request\":{}}").status()).isEqualTo(422);
        assertThat(put("shop", "{\"wish\":{}}").status()).isEqualTo(400);
        assertThat(put("Sh%20op", SHOP).status()).isEqualTo(400);
        assertThat(put("shop", "{\"request\":{\"callback\":{\"url\":\"http://127.0.0.1/\"}}}")
                        .json("code"))
                .isEqualTo("callback-denied");
        assertThat(get("/v1/presets/shop").status()).isEqualTo(404);
    }

    @Test
    void an_error_of_a_job_says_that_the_preset_is_at_fault() {
        put("shop", "{\"request\":{\"outputs\":[{\"kind\":\"screenshot\",\"full_page\":true}]}}");

        Reply refused = post("/v1/jobs", with("shop").replace("{\"preset", "{\"priority\":\"urgent\",\"preset"));

        assertThat(refused.json("detail")).contains("The request is at fault, not preset \"shop\"");
    }

    @Test
    void batches_and_schedules_take_them_too() {
        put("shop", SHOP);

        Reply batch = post(
                "/v1/batches",
                "{\"template\":{\"source\":{\"url\":\"https://example.com/\"}},\"matrix\":{\"preset\":[\"shop\",\"mobile\"]}}");
        assertThat(batch.status()).isEqualTo(202);
        JsonNode jobs = batch.json().get("jobs");
        assertThat(get("/v1/jobs/" + id(jobs.get(0)))
                        .json()
                        .at("/page/viewport/width")
                        .asInt())
                .isEqualTo(1440);
        assertThat(get("/v1/jobs/" + id(jobs.get(1)))
                        .json()
                        .at("/page/viewport/width")
                        .asInt())
                .isEqualTo(375);
        Reply refused = post("/v1/batches", "{\"jobs\":[" + with("nobodys") + "]}");
        assertThat(error(refused).get("pointer").asString()).isEqualTo("/jobs/0/preset");

        Reply schedule = post("/v1/schedules", "{\"cron\":\"@daily\",\"job\":" + with("shop") + "}");
        assertThat(schedule.status()).isEqualTo(201);
        assertThat(schedule.json().at("/job/page/viewport/width").asInt()).isEqualTo(1440);
        delete("shop");
        Reply paused = send(to("/v1/schedules/" + schedule.json("id"))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"paused\":true}")));
        assertThat(paused.status()).as("a removed preset is no longer asked").isEqualTo(200);
        assertThat(paused.json().at("/job/preset").asString()).isEqualTo("shop");
    }

    private static String id(JsonNode job) {
        return job.isString() ? job.asString() : job.get("id").asString();
    }

    @Test
    void there_are_not_too_many() {
        for (int i = 0; i < 100; i++) {
            assertThat(put("p" + i, SHOP).status()).isEqualTo(201);
        }

        assertThat(put("p100", SHOP).json("code")).isEqualTo("too-many-presets");
        assertThat(put("p0", SHOP).status()).isEqualTo(200);
    }

    @Test
    void a_key_that_may_only_read_may_not_save() {
        assertThat(put(READER, "shop", SHOP).status()).isEqualTo(403);
    }
}
