package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactRoutesTest extends ApiTest {
    private static final byte[] CONTENT = new byte[100_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    private final ArtifactStore store;

    ArtifactRoutesTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
        this.store = server.bean(ArtifactStore.class);
    }

    @Test
    void an_artifact_is_sent_whole() throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);

        Reply reply = get(path(artifact));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bytes()).isEqualTo(CONTENT);
        assertThat(reply.header("Content-Type")).contains("image/png");
        assertThat(reply.header("Content-Length")).contains("100000");
        assertThat(reply.header("ETag")).contains("\"" + artifact.sha256() + "\"");
        assertThat(reply.header("Accept-Ranges")).contains("bytes");
        assertThat(reply.header("Content-Disposition").orElse(""))
                .startsWith("inline;")
                .contains("screenshot.png");
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Cache-Control")).contains("private, no-cache");
        assertThat(reply.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("sandbox");
    }

    @Test
    void head_says_the_same_without_the_bytes() throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);

        Reply reply = send(to(path(artifact)).method("HEAD", BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bytes()).isEmpty();
        assertThat(reply.header("Content-Length")).contains("100000");
        assertThat(reply.header("ETag")).contains("\"" + artifact.sha256() + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-0          | 0     | 1
            bytes=10-19        | 10    | 10
            bytes=99990-       | 99990 | 10
            bytes=99990-999999 | 99990 | 10
            bytes=-10          | 99990 | 10
            bytes=-1000000     | 0     | 100000
            Bytes=1-2          | 1     | 2
            """)
    void a_part_is_sent_alone(String range, int offset, int length) throws IOException {
        Artifact artifact = stored("a.pdf", "application/pdf", CONTENT);

        Reply reply = send(to(path(artifact)).header("Range", range));

        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.header("Content-Range")).contains("bytes " + offset + "-" + (offset + length - 1) + "/100000");
        assertThat(reply.bytes()).isEqualTo(Arrays.copyOfRange(CONTENT, offset, offset + length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "lines=1-2", "bytes 1-2"})
    void what_is_not_one_range_of_bytes_gets_the_whole(String range) throws IOException {
        Artifact artifact = stored("a.png", "image/png", CONTENT);

        assertThat(send(to(path(artifact)).header("Range", range)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100000-", "bytes=-0", "bytes=5-1", "bytes=a-b", "bytes=", "bytes=99999999999999999999-"})
    void a_range_outside_is_refused(String range) throws IOException {
        Artifact artifact = stored("a.png", "image/png", CONTENT);

        Reply reply = send(to(path(artifact)).header("Range", range));

        assertThat(reply.status()).isEqualTo(416);
        assertThat(reply.header("Content-Range")).contains("bytes */100000");
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(reply.json("code")).isEqualTo("range-not-satisfiable");
    }

    @Test
    void a_part_is_sent_only_to_who_has_the_rest() throws IOException {
        Artifact artifact = stored("a.png", "image/png", CONTENT);
        String etag = "\"" + artifact.sha256() + "\"";

        assertThat(part(artifact, etag)).isEqualTo(206);
        assertThat(part(artifact, "\"other\"")).isEqualTo(200);
        assertThat(part(artifact, "W/" + etag)).isEqualTo(200);
        assertThat(part(artifact, "Wed, 21 Oct 2026 07:28:00 GMT")).isEqualTo(200);
    }

    private int part(Artifact artifact, String ifRange) {
        return send(to(path(artifact)).header("Range", "bytes=0-9").header("If-Range", ifRange))
                .status();
    }

    @Test
    void who_has_it_is_not_sent_it_again() throws IOException {
        Artifact artifact = stored("a.png", "image/png", CONTENT);

        Reply same = send(to(path(artifact)).header("If-None-Match", "\"x\", \"" + artifact.sha256() + "\""));

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.bytes()).isEmpty();
        assertThat(same.header("ETag")).contains("\"" + artifact.sha256() + "\"");
        assertThat(send(to(path(artifact)).header("If-None-Match", "*")).status())
                .isEqualTo(304);
        assertThat(send(to(path(artifact)).header("If-None-Match", "\"x\"")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "text/html; charset=utf-8"})
    void what_a_browser_would_run_is_sandboxed(String mediaType) throws IOException {
        Artifact artifact = stored(
                "page.html", mediaType, "<script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Reply reply = get(path(artifact));

        assertThat(reply.header("Content-Security-Policy").orElse(""))
                .startsWith("sandbox;")
                .doesNotContain("allow-");
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void an_empty_artifact_has_no_range() throws IOException {
        Artifact artifact = stored("empty.txt", "text/plain", new byte[0]);

        assertThat(get(path(artifact)).status()).isEqualTo(200);
        assertThat(get(path(artifact)).bytes()).isEmpty();
        assertThat(send(to(path(artifact)).header("Range", "bytes=0-")).status())
                .isEqualTo(416);
    }

    @Test
    void a_job_that_has_not_ended_has_no_artifacts_yet() {
        JobId id = submit();

        Reply reply = get("/v1/jobs/" + id + "/artifacts/screenshot.png");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("code")).isEqualTo("job-not-finished");
        assertThat(reply.header("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.png", "..", "%2e%2e", "screenshot.png.", "%00"})
    void an_artifact_that_is_not_there_is_not_found(String name) throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);
        String path = path(artifact).replace("screenshot.png", name);

        assertThat(get(path).status()).isIn(400, 404);
        assertThat(get(path).header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void an_artifact_that_was_removed_is_gone() throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);
        store.deleteJob("acme", job);

        Reply reply = get(path(artifact));

        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.json("code")).isEqualTo("result-expired");
        assertThat(reply.header("ETag")).isEmpty();
    }

    @Test
    void a_key_that_may_only_read_jobs_may_not_read_artifacts() throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);

        Reply reply = send(to(path(artifact)).setHeader("Authorization", "Bearer " + READER.reveal()));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json("code")).isEqualTo("insufficient-scope");
    }

    @Test
    void a_store_without_links_says_so() throws IOException {
        Artifact artifact = stored("screenshot.png", "image/png", CONTENT);

        Reply reply = get(path(artifact) + "?redirect=1");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("code")).isEqualTo("invalid-parameter");
        assertThat(reply.json().at("/errors/0/parameter").asString()).isEqualTo("redirect");
        assertThat(get(path(artifact) + "?redirect=0").bytes()).isEqualTo(CONTENT);
        assertThat(get(path(artifact) + "?redirect=yes").status()).isEqualTo(400);
    }

    private JobId job = JobId.create();

    private Artifact stored(String name, String mediaType, byte[] content) throws IOException {
        job = submit();
        claim(job);
        ArtifactStore.Stored stored = store.put(new ArtifactKey("acme", job, 1, name), content, mediaType);
        Artifact artifact = new Artifact(name, "screenshot", mediaType, stored.bytes(), stored.sha256(), 1, Map.of());
        finish(job, artifact);
        return artifact;
    }

    private String path(Artifact artifact) {
        return "/v1/jobs/" + job + "/artifacts/" + artifact.name();
    }
}
