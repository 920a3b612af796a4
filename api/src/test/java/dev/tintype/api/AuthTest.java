package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.FirstKeySink;
import dev.tintype.secret.KeyBootstrap;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthTest extends ApiTest {
    AuthTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @Test
    void the_token_of_the_settings_is_an_admin_key() {
        server.bean(KeyBootstrap.class).run(BOOTSTRAP, unwanted());

        Reply reply = as(
                BOOTSTRAP,
                to("/v1/jobs").header("Content-Type", "application/json").POST(BodyPublishers.ofString(CAPTURE)));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(ledger.find("default", new JobId(reply.json("id")))).isPresent();
    }

    @Test
    void the_scheme_may_be_spelled_in_any_case() {
        assertThat(send(to("/v1/jobs").setHeader("Authorization", "bearer  " + ACME.reveal()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void a_key_does_what_its_scope_says_and_nothing_else(Scope scope) {
        KeyToken token = KeyToken.create();
        addKey(token, "acme", Set.of(scope), null);
        JobId ended = finished();
        JobId waiting = submit();
        boolean admin = scope == Scope.ADMIN;

        check(
                token,
                to("/v1/jobs").header("Content-Type", "application/json").POST(BodyPublishers.ofString(CAPTURE)),
                scope == Scope.JOBS_WRITE || admin);
        check(token, to("/v1/jobs").GET(), scope == Scope.JOBS_READ || admin);
        check(token, to("/v1/jobs/" + ended).GET(), scope == Scope.JOBS_READ || admin);
        check(token, to("/v1/jobs/" + ended + "/events").GET(), scope == Scope.JOBS_READ || admin);
        check(token, to("/v1/jobs/" + ended + "/artifacts/a").GET(), scope == Scope.ARTIFACTS_READ || admin);
        check(
                token,
                to("/v1/jobs/" + waiting + "/cancel").POST(BodyPublishers.noBody()),
                scope == Scope.JOBS_CANCEL || admin);
        check(token, to("/v1/jobs/" + ended).DELETE(), scope == Scope.JOBS_WRITE || admin);
        check(token, to("/v1/capabilities").GET(), true);
    }

    private void check(KeyToken token, HttpRequest.Builder request, boolean allowed) {
        Reply reply = as(token.reveal(), request);
        if (allowed) {
            assertThat(reply.status()).isNotIn(401, 403);
        } else {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json("code")).isEqualTo("insufficient-scope");
            assertThat(reply.json("detail")).contains("scope");
            assertThat(reply.header("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        }
    }

    @Test
    void an_expired_key_is_refused() {
        KeyToken token = KeyToken.create();
        addKey(token, "acme", Set.of(Scope.ADMIN), Instant.now().minusSeconds(1));

        assertThat(as(token.reveal(), to("/v1/jobs")).status()).isEqualTo(401);
    }

    @Test
    void a_revoked_key_is_refused_within_a_second() {
        KeyToken token = KeyToken.create();
        addKey(token, "acme", Set.of(Scope.ADMIN), null);
        assertThat(as(token.reveal(), to("/v1/jobs")).status()).isEqualTo(200);

        server.bean(ApiKeyStore.class).disable(token.kid());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> as(token.reveal(), to("/v1/jobs")).status() == 401);
    }

    @Test
    void health_and_the_description_need_no_key() {
        for (String path : List.of("/health", "/health/live", "/health/ready", "/v1/openapi.json")) {
            Reply reply = send(HttpRequest.newBuilder(server.url().resolve(path)));
            assertThat(reply.status()).as(path).isEqualTo(200);
            Reply withBadKey = as("tt_live_nonsense", to(path));
            assertThat(withBadKey.status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void every_answer_has_the_security_headers() {
        for (Reply reply : List.of(get("/v1/jobs"), get("/health"), get("/v1/nothing"), as("nobody", to("/v1/jobs")))) {
            assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.header("X-Frame-Options")).contains("DENY");
            assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
            assertThat(reply.header("Content-Security-Policy").orElse("")).contains("default-src 'none'");
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("Server")).isEmpty();
            assertThat(reply.header("Set-Cookie")).isEmpty();
            assertThat(reply.header("X-Request-Id")).isPresent();
        }
    }

    private static FirstKeySink unwanted() {
        return token -> {
            throw new AssertionError("no first key is wanted");
        };
    }
}
