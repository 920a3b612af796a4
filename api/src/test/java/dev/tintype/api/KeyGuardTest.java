package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.KeyBootstrap;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands round keys: addresses, proxies, wrong tries, limits, other nodes. On a server of its own behind a trusted proxy. */
class KeyGuardTest extends ApiTest {
    private static final int FAILURES = 5;
    private static final int REQUESTS = 8;
    private static final int SIGNED = 3;

    private static ApiServer guarded;

    private final URI redis;

    KeyGuardTest(URI redis, JobLedger ledger) {
        super(guarded, ledger);
        this.redis = redis;
    }

    /** The tests' Redis is emptied before each. */
    @BeforeEach
    void addBootstrapKey() {
        server.bean(KeyBootstrap.class).run(BOOTSTRAP, token -> {
            throw new AssertionError("no first key is wanted");
        });
    }

    @BeforeAll
    static void start(URI redis) {
        guarded = ApiServer.start(
                redis,
                "--tintype.trusted-proxies=127.0.0.0/8,2001:db8:1::/48",
                "--tintype.auth.failures=" + FAILURES,
                "--tintype.limits.requests=" + REQUESTS,
                "--tintype.limits.signed=" + SIGNED);
    }

    @AfterAll
    static void stop() {
        guarded.close();
    }

    private Reply from(String forwardedFor, String token) {
        return as(token, to("/v1/capabilities").header("X-Forwarded-For", forwardedFor));
    }

    private static HttpRequest.Builder with(ApiServer server, String token) {
        return HttpRequest.newBuilder(server.url().resolve("/v1/capabilities"))
                .header("Authorization", "Bearer " + token);
    }

    private String key(String allowedIps) {
        return post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"],\"allowed_ips\":[" + allowedIps + "]}")
                .json("key");
    }

    @Test
    void a_key_works_only_from_its_addresses() {
        String key = key("\"192.0.2.0/24\",\"2001:db8:2::/48\"");

        assertThat(from("192.0.2.7", key).status()).isEqualTo(200);
        assertThat(from("2001:db8:2::9", key).status()).isEqualTo(200);
        assertThat(from("::ffff:192.0.2.8", key).status()).isEqualTo(200);
        Reply refused = from("198.51.100.7", key);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json("code")).isEqualTo("address-denied");
        assertThat(refused.text()).doesNotContain("198.51.100").doesNotContain("192.0.2");
        assertThat(as(key, to("/v1/capabilities")).status()).isEqualTo(403);
    }

    @Test
    void its_addresses_are_shown_and_kept_when_it_is_replaced() {
        Reply made = post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"],\"allowed_ips\":[\"192.0.2.7\"]}");

        Reply next = post("/v1/keys/" + made.json("id") + "/rotate", "{}");

        assertThat(made.json().at("/allowed_ips/0").asString()).isEqualTo("192.0.2.7");
        assertThat(next.json().at("/allowed_ips/0").asString()).isEqualTo("192.0.2.7");
        assertThat(from("192.0.2.8", next.json("key")).status()).isEqualTo(403);
    }

    @Test
    void what_is_no_address_is_refused_at_its_place() {
        Reply refused = post(
                "/v1/keys",
                "{\"name\":\"k\",\"scopes\":[\"jobs:read\"],\"allowed_ips\":[\"192.0.2.7\",\"10.0.0.1/8\"]}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/allowed_ips/1");
    }

    /** The proxy adds what it saw on the right; what the client wrote before that counts for nothing. */
    @Test
    void only_what_a_trusted_hop_says_is_believed() {
        String key = key("\"192.0.2.7\"");

        assertThat(from("192.0.2.7, 198.51.100.9", key).status()).isEqualTo(403);
        assertThat(from("198.51.100.9, 192.0.2.7", key).status()).isEqualTo(200);
        assertThat(from("192.0.2.7, 127.0.0.9", key).status()).isEqualTo(200);
        assertThat(from("192.0.2.7, nonsense", key).status()).isEqualTo(403);
        ApiServer open = ApiServer.on(redis);
        assertThat(send(with(open, key).header("X-Forwarded-For", "192.0.2.7")).status())
                .isEqualTo(403);
    }

    @Test
    void strict_transport_is_asked_for_where_the_proxy_has_tls() {
        Reply secure = send(to("/health").header("X-Forwarded-Proto", "https"));

        assertThat(secure.header("Strict-Transport-Security").orElse("")).contains("max-age=31536000");
        assertThat(send(to("/health")).header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void who_tries_tokens_is_put_off_and_keys_of_the_server_go_on() {
        String address = "203.0.113.5";
        for (int i = 0; i < FAILURES; i++) {
            assertThat(from(address, "a-guess-of-a-token-" + i).status()).isEqualTo(401);
        }

        Reply refused = from(address, BOOTSTRAP);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json("code")).isEqualTo("too-many-failures");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(from(address, ACME.reveal()).status()).isEqualTo(200);
        assertThat(from("203.0.113.6", BOOTSTRAP).status()).isEqualTo(200);
    }

    /** Of IPv6 a client has a whole /64 to choose from. */
    @Test
    void changing_the_address_within_a_network_does_not_help() {
        for (int i = 0; i < FAILURES; i++) {
            from("2001:db8:9::" + i, "a-guess-of-a-token-" + i);
        }

        assertThat(from("2001:db8:9::ffff", BOOTSTRAP).status()).isEqualTo(429);
        assertThat(from("2001:db8:9:1::1", BOOTSTRAP).status()).isEqualTo(200);
    }

    @Test
    void a_key_is_told_how_its_count_stands_and_then_put_off() {
        KeyToken key = KeyToken.create();
        addKey(key, "acme", Set.of(Scope.JOBS_READ), null);

        for (int i = 1; i <= REQUESTS; i++) {
            Reply reply = as(key.reveal(), to("/v1/jobs"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("RateLimit-Policy")).contains("\"key\";q=" + REQUESTS + ";w=60");
            assertThat(reply.header("X-RateLimit-Remaining")).contains(Integer.toString(REQUESTS - i));
        }
        Reply refused = as(key.reveal(), to("/v1/jobs"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json("code")).isEqualTo("rate-limited");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.header("RateLimit").orElse("")).startsWith("\"key\";r=0;t=");
        assertThat(refused.header("X-RateLimit-Limit")).contains(Integer.toString(REQUESTS));
        assertThat(refused.header("X-RateLimit-Reset")).isPresent();
    }

    @Test
    void a_link_has_a_count_of_its_own() throws IOException {
        JobId id = submit();
        claim(id);
        server.bean(ArtifactStore.class).put(new ArtifactKey("acme", id, 1, "a.png"), new byte[] {1}, "image/png");
        finish(id, new Artifact("a.png", "screenshot", "image/png", 1, "00".repeat(32), 1, Map.of()));
        String link = post(
                        "/v1/signed-urls",
                        "{\"artifact\":{\"job\":\"" + id + "\",\"name\":\"a.png\"},\"expires_in_s\":60}")
                .json("url");

        for (int i = 1; i <= SIGNED; i++) {
            Reply reply = send(HttpRequest.newBuilder(server.url().resolve(link)));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("RateLimit-Policy")).contains("\"link\";q=" + SIGNED + ";w=60");
        }
        Reply refused = send(HttpRequest.newBuilder(server.url().resolve(link)));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json("code")).isEqualTo("rate-limited");
        assertThat(get("/v1/capabilities").status()).isEqualTo(200);
    }

    @Test
    void a_key_revoked_at_one_node_is_refused_by_the_others() {
        ApiServer other = ApiServer.on(redis);
        KeyToken key = KeyToken.create();
        addKey(key, "acme", Set.of(Scope.JOBS_READ), null);
        assertThat(send(with(other, key.reveal())).status()).isEqualTo(200);

        assertThat(send(to("/v1/keys/" + key.kid()).DELETE()).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> send(with(other, key.reveal())).status() == 401);
    }

    @Test
    void a_key_tells_when_it_was_last_used() {
        Reply made = post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"jobs:read\"]}");
        String path = "/v1/keys/" + made.json("id");
        assertThat(get(path).json().has("last_used_at")).isFalse();

        as(made.json("key"), to("/v1/jobs"));

        assertThat(get(path).json("last_used_at")).isNotEmpty();
    }
}
