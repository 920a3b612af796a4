package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRoutesTest extends ApiTest {
    private static final String READS = "{\"name\":\"shop\",\"scopes\":[\"jobs:read\"]}";

    KeyRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void a_key_is_made_and_shown_once_and_does_what_its_scopes_say() {
        Reply made = post("/v1/keys", READS);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).contains("/v1/keys/" + made.json("id"));
        assertThat(made.json("tenant")).isEqualTo("acme");
        String key = made.json("key");
        assertThat(KeyToken.parse(key).orElseThrow().kid()).isEqualTo(made.json("id"));
        assertThat(as(key, to("/v1/jobs").GET()).status()).isEqualTo(200);
        assertThat(as(key, json("/v1/jobs", CAPTURE)).status()).isEqualTo(403);
        Reply read = get("/v1/keys/" + made.json("id"));
        assertThat(read.json().get("active").asBoolean()).isTrue();
        assertThat(read.text()).doesNotContain(key).doesNotContain("hash");
        assertThat(get("/v1/keys").text()).contains(made.json("id")).doesNotContain(key);
    }

    @Test
    void a_revoked_key_is_refused_and_still_listed() {
        Reply made = post("/v1/keys", READS);
        String path = "/v1/keys/" + made.json("id");
        assertThat(as(made.json("key"), to("/v1/jobs").GET()).status()).isEqualTo(200);

        assertThat(send(to(path).DELETE()).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> as(made.json("key"), to("/v1/jobs").GET()).status() == 401);
        assertThat(get(path).json().get("revoked").asBoolean()).isTrue();
        assertThat(post(path + "/rotate", "{}").json("code")).isEqualTo("key-ended");
    }

    @Test
    void a_rotated_key_works_on_until_its_overlap_ends() {
        Reply made = post("/v1/keys", READS);

        Reply next = post("/v1/keys/" + made.json("id") + "/rotate", "{\"overlap_s\":3600}");

        assertThat(next.status()).isEqualTo(201);
        assertThat(next.json("id")).isNotEqualTo(made.json("id"));
        assertThat(next.json().get("scopes")).isEqualTo(made.json().get("scopes"));
        for (Reply each : new Reply[] {made, next}) {
            assertThat(as(each.json("key"), to("/v1/jobs").GET()).status()).isEqualTo(200);
        }
        assertThat(get("/v1/keys/" + made.json("id")).json().has("expires_at")).isTrue();
        assertThat(get("/v1/keys/" + next.json("id")).json().has("expires_at")).isFalse();

        Reply last = post("/v1/keys/" + next.json("id") + "/rotate", "{\"overlap_s\":0}");
        assertThat(last.status()).isEqualTo(201);
        assertThat(get("/v1/keys/" + next.json("id")).json().get("active").asBoolean())
                .isFalse();
    }

    @Test
    void a_rotation_needs_no_body() {
        Reply made = post("/v1/keys", READS);

        Reply next = send(to("/v1/keys/" + made.json("id") + "/rotate").POST(BodyPublishers.noBody()));

        assertThat(next.status()).isEqualTo(201);
    }

    @Test
    void who_manages_keys_gives_no_more_than_they_have() {
        KeyToken manager = KeyToken.create();
        addKey(manager, "acme", Set.of(Scope.KEYS_MANAGE, Scope.JOBS_READ), null);
        String mighty =
                post("/v1/keys", "{\"name\":\"boss\",\"scopes\":[\"admin\"]}").json("id");

        assertThat(as(manager.reveal(), json("/v1/keys", READS)).status()).isEqualTo(201);
        for (Reply refused : new Reply[] {
            as(manager.reveal(), json("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"jobs:read\",\"admin\"]}")),
            as(manager.reveal(), json("/v1/keys", READS.replace("}", ",\"tenant\":\"other\"}"))),
            as(manager.reveal(), json("/v1/keys/" + mighty + "/rotate", "{}")),
            as(manager.reveal(), to("/v1/keys/" + mighty).DELETE()),
            as(READER.reveal(), json("/v1/keys", READS))
        }) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.json("code")).isEqualTo("insufficient-scope");
        }
    }

    @Test
    void a_foreign_key_is_an_unknown_one_but_to_an_admin() {
        KeyToken manager = KeyToken.create();
        addKey(manager, "acme", Set.of(Scope.KEYS_MANAGE), null);

        Reply foreign = as(manager.reveal(), to("/v1/keys/" + OTHER.kid()).GET());
        Reply unknown = as(manager.reveal(), to("/v1/keys/nobody").GET());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json("code")).isEqualTo("key-not-found");
        assertThat(foreign.json("detail")).isEqualTo(unknown.json("detail"));
        assertThat(as(manager.reveal(), to("/v1/keys").GET()).text()).doesNotContain(OTHER.kid());
        assertThat(get("/v1/keys/" + OTHER.kid()).json("tenant")).isEqualTo("other");
        Reply made = post("/v1/keys", READS.replace("}", ",\"tenant\":\"globex\"}"));
        assertThat(made.json("tenant")).isEqualTo("globex");
    }

    @Test
    void a_key_does_not_revoke_itself() {
        Reply refused = send(to("/v1/keys/" + ACME.kid()).DELETE());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json("code")).isEqualTo("key-in-use");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"scopes\":[\"jobs:read\"]}                                                     | /name",
                "{\"name\":\"x\",\"scopes\":[]}                                                   | /scopes",
                "{\"name\":\"x\",\"scopes\":[\"jobs:eat\"]}                                       | /scopes/0",
                "{\"name\":\"x\",\"scopes\":[\"jobs:read\"],\"expires_at\":\"2001-01-01T00:00:00Z\"} | /expires_at",
                "{\"name\":\"x\",\"scopes\":[\"jobs:read\"],\"tenant\":\"A B\"}                   | /tenant",
                "{\"name\":\"x\",\"scopes\":[\"jobs:read\"],\"ip\":\"::1\"}                       | /ip"
            })
    void what_is_wrong_with_a_request_is_said(String body, String pointer) {
        Reply refused = post("/v1/keys", body);

        assertThat(refused.status()).isIn(400, 422);
        assertThat(refused.json().get("errors").get(0).get("pointer").asString())
                .isEqualTo(pointer);
    }

    private HttpRequest.Builder json(String path, String body) {
        return to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
}
