package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.KeyToken;
import dev.tintype.secret.Scope;
import dev.tintype.secret.ServerSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Links that need no key. */
class SignedUrlTest extends ApiTest {
    private static final byte[] BYTES = "a picture".getBytes(StandardCharsets.UTF_8);

    SignedUrlTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
    }

    private Artifact stored(JobId id) {
        ArtifactKey key = new ArtifactKey("acme", id, 1, "a.png");
        try {
            server.bean(ArtifactStore.class).put(key, BYTES, "image/png");
            return new Artifact("a.png", "screenshot", "image/png", BYTES.length, "00".repeat(32), 1, Map.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JobId job() {
        JobId id = submit();
        claim(id);
        finish(id, stored(id));
        return id;
    }

    private Reply open(String link) {
        return send(HttpRequest.newBuilder(server.url().resolve(link)).timeout(Duration.ofSeconds(30)));
    }

    private Reply sign(KeyToken key, String body) {
        return send(to("/v1/signed-urls")
                .setHeader("Authorization", "Bearer " + key.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String artifact(JobId id, int seconds) {
        return "{\"artifact\":{\"job\":\"" + id + "\",\"name\":\"a.png\"},\"expires_in_s\":" + seconds + "}";
    }

    @Test
    void a_link_opens_its_artifact_and_nothing_else() {
        JobId id = job();
        JobId other = job();

        Reply made = sign(ACME, artifact(id, 60));
        String link = made.json("url");

        assertThat(made.status()).isEqualTo(201);
        assertThat(open(link).status()).isEqualTo(200);
        assertThat(open(link).bytes()).isEqualTo(BYTES);
        assertThat(open(link.replace(id.value(), other.value())).status()).isEqualTo(403);
        assertThat(open(link.replace("/artifacts/a.png", "")).status()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(server.url().resolve(link)).DELETE())
                        .status())
                .isEqualTo(401);
        assertThat(open(link + "&redirect=1").status()).isEqualTo(403);
        assertThat(open(link + "&expires=99999999999").status()).isEqualTo(403);
    }

    @Test
    void any_changed_byte_ends_it() {
        String link = sign(ACME, artifact(job(), 60)).json("url");
        int query = link.indexOf('?');

        for (int i = query + 1; i < link.length(); i++) {
            char changed = link.charAt(i) == 'x' ? 'y' : 'x';
            String other = link.substring(0, i) + changed + link.substring(i + 1);

            assertThat(open(other).status()).as(other).isIn(401, 403);
        }
        assertThat(open(link).status()).isEqualTo(200);
    }

    /** The recipe, done once more: another one would end every link that is out. */
    @Test
    void it_is_signed_by_a_secret_of_its_key_over_method_path_and_sorted_parameters() throws Exception {
        String[] parts = sign(ACME, artifact(job(), 60)).json("url").split("[?]|&signature=", -1);

        byte[] secret = hmac(server.bean(ServerSecrets.class).get("signed-urls"), ACME.kid());
        byte[] signature = hmac(secret, "GET\n" + parts[0] + "\n" + parts[1]);

        assertThat(parts[1]).matches("expires=\\d+&key=[^&]+");
        assertThat(parts[2]).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void it_ends_with_its_time() {
        String link = sign(ACME, artifact(job(), 1)).json("url");

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> open(link).status() == 403);
        assertThat(open(link).json("code")).isEqualTo("invalid-link");
    }

    @Test
    void it_ends_with_its_key() {
        KeyToken key = KeyToken.create();
        addKey(key, "acme", Set.of(Scope.ARTIFACTS_READ), null);
        String link = sign(key, artifact(job(), 60)).json("url");
        assertThat(open(link).status()).isEqualTo(200);

        server.bean(ApiKeyStore.class).disable(key.kid());

        Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> open(link).status() == 403);
    }

    @Test
    void what_is_not_yours_or_not_there_gets_no_link() {
        JobId id = job();

        Reply foreign = sign(OTHER, artifact(id, 60));
        Reply unknown = sign(OTHER, artifact(JobId.create(), 60));
        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.json().at("/errors/0")).isEqualTo(unknown.json().at("/errors/0"));
        assertThat(sign(ACME, artifact(id, 60).replace("a.png", "b.png"))
                        .json()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/artifact/name");
        assertThat(sign(ACME, artifact(id, 0)).status()).isEqualTo(422);
        assertThat(sign(ACME, "{\"expires_in_s\":60}").status()).isEqualTo(422);
        assertThat(sign(ACME, "{\"capture\":{\"source\":{\"url\":\"x\"}},\"expires_in_s\":60}")
                        .json()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/capture/source/url");
        assertThat(sign(READER, artifact(id, 60)).status()).isEqualTo(403);
    }

    @Test
    void a_link_to_a_capture_does_it_and_answers_with_the_picture() throws Exception {
        String link = sign(
                        ACME, "{\"capture\":{\"source\":{\"url\":\"https://example.com/linked\"}},\"expires_in_s\":60}")
                .json("url");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Reply> answer = threads.submit(() -> open(link));
            JobId id = Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> get("/v1/jobs?state=queued").json().get("items"),
                            items -> items.valueStream().anyMatch(SignedUrlTest::linked))
                    .valueStream()
                    .filter(SignedUrlTest::linked)
                    .map(item -> new JobId(item.get("id").asString()))
                    .findFirst()
                    .orElseThrow();
            claim(id);
            finish(id, stored(id));

            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().bytes()).isEqualTo(BYTES);
            assertThat(answer.get().header("Content-Type")).contains("image/png");
        }
    }

    private static boolean linked(tools.jackson.databind.JsonNode job) {
        return job.at("/source/url").asString("").endsWith("/linked");
    }
}
