package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.api.auth.ConsoleSessions;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest extends ApiTest {
    ConsoleTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void a_page_runs_only_the_servers_own_scripts_and_stands_in_no_frame(String path) {
        Reply page = anybody(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.text()).doesNotContain("<style", "style=", "onclick=");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/assets/console.js, text/javascript",
        "/console/assets/console.css, text/css",
        "/console/assets/docs.js, text/javascript",
        "/console/assets/icon.svg, image/svg+xml",
        "/docs/swagger-ui-bundle.js, text/javascript",
        "/docs/swagger-ui.css, text/css"
    })
    void what_the_pages_need_is_there_for_anybody(String path, String type) {
        Reply asset = anybody(path);

        assertThat(asset.status()).isEqualTo(200);
        assertThat(asset.header("Content-Type").orElse("")).startsWith(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/../index.html",
                "/console/assets/%2e%2e/index.html",
                "/console/assets/none.js",
                "/docs/index.html"
            })
    void nothing_else_is_served(String path) {
        assertThat(anybody(path).status()).isIn(400, 401, 404);
    }

    @Test
    void a_key_signs_in_with_a_cookie_that_no_script_and_no_other_site_can_use() {
        Reply in = send(to("/console/session").POST(BodyPublishers.noBody()));

        assertThat(in.status()).isEqualTo(204);
        assertThat(in.header("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
                .doesNotContain(ACME.reveal());
        Reply who = session(cookie(in), "/console/session");
        assertThat(who.json("tenant")).isEqualTo("acme");
        assertThat(who.json("key")).isEqualTo(ACME.kid());
        assertThat(session(cookie(in), "/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void a_wrong_key_does_not_sign_in() {
        Reply in = as(KeyToken.create().reveal(), to("/console/session").POST(BodyPublishers.noBody()));

        assertThat(in.status()).isEqualTo(401);
        assertThat(in.header("Set-Cookie")).isEmpty();
    }

    @Test
    void what_changes_something_needs_the_token_of_its_own_session() {
        String cookie = signedIn(ACME);
        String csrf = session(cookie, "/console/session").json("csrf");
        String others = session(signedIn(OTHER), "/console/session").json("csrf");

        assertThat(submit(cookie, null).status()).isEqualTo(401);
        assertThat(submit(cookie, others).status()).isEqualTo(401);
        assertThat(submit(cookie, csrf).status()).isEqualTo(202);
    }

    @Test
    void a_changed_cookie_is_nobodys() {
        String cookie = signedIn(ACME);
        for (int i = cookie.indexOf('=') + 1; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
            assertThat(session(changed, "/v1/jobs").status())
                    .as("character %d", i)
                    .isEqualTo(401);
        }
    }

    @Test
    void a_session_ends_with_its_key_and_may_do_no_more() {
        KeyToken reader = KeyToken.create();
        addKey(reader, "acme", Set.of(Scope.JOBS_READ), null);
        String cookie = signedIn(reader);
        String csrf = session(cookie, "/console/session").json("csrf");
        assertThat(submit(cookie, csrf).status()).isEqualTo(403);

        server.bean(ApiKeyStore.class).disable(reader.kid());

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> session(cookie, "/v1/jobs").status() == 401);
    }

    @Test
    void signing_out_takes_the_cookie_away() {
        String cookie = signedIn(ACME);
        Reply out = send(plain("/console/session")
                .header("Cookie", cookie)
                .header(
                        ConsoleSessions.CSRF_HEADER,
                        session(cookie, "/console/session").json("csrf"))
                .DELETE());

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElse(""))
                .startsWith("tintype_session=;")
                .contains("Max-Age=0");
    }

    private String signedIn(KeyToken key) {
        return cookie(as(key.reveal(), to("/console/session").POST(BodyPublishers.noBody())));
    }

    private static String cookie(Reply reply) {
        return reply.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private Reply session(String cookie, String path) {
        return send(plain(path).header("Cookie", cookie).GET());
    }

    private Reply submit(String cookie, @Nullable String csrf) {
        HttpRequest.Builder request = plain("/v1/jobs")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CAPTURE));
        return send(csrf == null ? request : request.header(ConsoleSessions.CSRF_HEADER, csrf));
    }

    private Reply anybody(String path) {
        return send(plain(path).GET());
    }

    private HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(30));
    }
}
