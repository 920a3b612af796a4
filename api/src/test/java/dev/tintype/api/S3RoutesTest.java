package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.s3.S3Front;
import dev.tintype.artifact.s3.S3Front.Fault;
import dev.tintype.artifact.s3.S3Server;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The api over a bucket, and what it says when the bucket is away. */
class S3RoutesTest extends ApiTest {
    private static final byte[] CONTENT = new byte[1 << 20];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    private static final S3Front FRONT = front();

    private final ArtifactStore store;

    S3RoutesTest(URI redis, JobLedger ledger) {
        super(
                ApiServer.start(
                        redis,
                        "--tintype.artifacts.kind=s3",
                        "--tintype.artifacts.endpoint=" + FRONT.uri(),
                        "--tintype.artifacts.bucket="
                                + S3Server.shared().newBucket().bucket(),
                        "--tintype.artifacts.access-key=" + S3Server.KEYS.accessKey(),
                        "--tintype.artifacts.secret-key=" + S3Server.KEYS.secretKey()),
                ledger);
        this.store = server.bean(ArtifactStore.class);
    }

    private static S3Front front() {
        try {
            return S3Front.before(S3Server.shared().uri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
        FRONT.heal();
    }

    @Test
    void an_artifact_is_sent_from_the_bucket_or_by_a_link_into_it() throws Exception {
        JobId id = stored("page.html", "text/html");
        String path = "/v1/jobs/" + id + "/artifacts/page.html";

        assertThat(get(path).bytes()).isEqualTo(CONTENT);
        assertThat(send(to(path).header("Range", "bytes=10-19")).bytes()).hasSize(10);
        Reply redirected = get(path + "?redirect=1");
        assertThat(redirected.status()).isEqualTo(303);
        assertThat(redirected.header("Cache-Control")).contains("no-store");

        HttpResponse<byte[]> direct = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(redirected.header("Location").orElseThrow()))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(direct.statusCode()).isEqualTo(200);
        assertThat(direct.body()).isEqualTo(CONTENT);
        // no header of ours keeps a page from running there, so it is only saved
        assertThat(direct.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;");
    }

    @Test
    void a_link_to_what_is_gone_is_not_given() throws Exception {
        JobId id = stored("a.png", "image/png");
        store.deleteJob("acme", id);

        assertThat(get("/v1/jobs/" + id + "/artifacts/a.png?redirect=1").json("code"))
                .isEqualTo("result-expired");
    }

    @Test
    void a_bucket_that_is_away_is_said_and_named_in_health() throws Exception {
        JobId id = stored("a.png", "image/png");
        FRONT.always("", Fault.BUSY);

        Reply reply = get("/v1/jobs/" + id + "/artifacts/a.png");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json("code")).isEqualTo("store-unavailable");
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(reply.text()).doesNotContain("127.0.0.1").doesNotContain("amazon");
        assertThat(get("/health").json().at("/dependencies/artifacts/status").asString())
                .isEqualTo("down");
    }

    @Test
    void what_breaks_off_in_the_store_breaks_off_here_and_never_looks_whole() throws Exception {
        JobId id = stored("a.png", "image/png");
        FRONT.always("GET ", Fault.HALF_ANSWER);

        for (String path : new String[] {"/artifacts/a.png", "/archive"}) {
            assertThatThrownBy(() -> get("/v1/jobs/" + id + path)).as(path).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void an_archive_of_bytes_that_rotted_never_looks_whole() throws Exception {
        JobId id = stored("a.png", "image/png");
        FRONT.always("GET ", Fault.ROTTEN_ANSWER);

        assertThatThrownBy(() -> get("/v1/jobs/" + id + "/archive")).isInstanceOf(UncheckedIOException.class);
    }

    private JobId stored(String name, String mediaType) throws IOException {
        JobId id = submit();
        claim(id);
        ArtifactStore.Stored stored = store.put(new ArtifactKey("acme", id, 1, name), CONTENT, mediaType);
        finish(id, new Artifact(name, "html", mediaType, stored.bytes(), stored.sha256(), 1, Map.of()));
        return id;
    }
}
