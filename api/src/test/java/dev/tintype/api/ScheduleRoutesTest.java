package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.ledger.JobLedger;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScheduleRoutesTest extends ApiTest {
    private static final String WORKDAYS =
            "{\"cron\":\"30 6 * * MON-FRI\",\"time_zone\":\"Europe/Berlin\",\"job\":" + CAPTURE + "}";

    ScheduleRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private Reply patch(String path, String body) {
        return send(to(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body)));
    }

    private static String pointer(Reply reply) {
        return reply.json().at("/errors/0/pointer").asString();
    }

    @Test
    void a_schedule_shows_when_it_runs_next() {
        Reply made = post("/v1/schedules", WORKDAYS);

        assertThat(made.status()).isEqualTo(201);
        String self = "/v1/schedules/" + made.json("id");
        assertThat(made.header("Location")).contains(self);
        assertThat(made.json("missed")).isEqualTo("skip");
        JsonNode runs = made.json().get("next_runs");
        assertThat(runs.size()).isEqualTo(5);
        assertThat(Instant.parse(runs.get(0).asString())).isAfter(Instant.now());
        assertThat(runs.get(0).asString()).matches(".*T0[45]:30:00.*");
        assertThat(get(self).json()).isEqualTo(made.json());
        assertThat(get("/v1/schedules").json().at("/items/0")).isEqualTo(made.json());
    }

    @Test
    void it_can_be_paused_changed_and_removed() {
        String self = "/v1/schedules/" + post("/v1/schedules", WORKDAYS).json("id");

        JsonNode paused = patch(self, "{\"paused\":true}").json();
        assertThat(paused.get("paused").asBoolean()).isTrue();
        assertThat(paused.get("next_runs").size()).isZero();
        assertThat(paused.get("cron").asString()).isEqualTo("30 6 * * MON-FRI");
        JsonNode changed = patch(self, "{\"paused\":false,\"cron\":\"@daily\",\"missed\":\"run_once\"}")
                .json();
        assertThat(changed.get("next_runs").size()).isEqualTo(5);
        assertThat(changed.get("missed").asString()).isEqualTo("run_once");
        assertThat(send(to(self).DELETE()).status()).isEqualTo(204);
        assertThat(get(self).status()).isEqualTo(404);
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("30 6", "30 66"))))
                .isEqualTo("/cron");
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("Europe/Berlin", "Middle/Earth"))))
                .isEqualTo("/time_zone");
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("}}}", "},\"timeout_s\":0}}"))))
                .isEqualTo("/job/timeout_s");
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("}}}", "},\"run_at\":\"2199-01-01T00:00:00Z\"}}"))))
                .isEqualTo("/job/run_at");
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("\"cron\"", "\"crom\""))))
                .isEqualTo("/crom");
        assertThat(pointer(post("/v1/schedules", "{\"cron\":\"@daily\"}"))).isEqualTo("/job");
        assertThat(pointer(post("/v1/schedules", WORKDAYS.replace("{\"cron", "{\"missed\":\"cry\",\"cron"))))
                .isEqualTo("/missed");
        String self = "/v1/schedules/" + post("/v1/schedules", WORKDAYS).json("id");
        assertThat(pointer(patch(self, "{\"cron\":1}"))).isEqualTo("/cron");
    }

    @Test
    void another_tenants_schedule_is_unknown() {
        String self = "/v1/schedules/" + post("/v1/schedules", WORKDAYS).json("id");

        assertThat(send(to(self).setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .status())
                .isEqualTo(404);
        assertThat(send(to("/v1/schedules").setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .json()
                        .get("items")
                        .size())
                .isZero();
        assertThat(get("/v1/schedules/tea").status()).isEqualTo(404);
    }
}
