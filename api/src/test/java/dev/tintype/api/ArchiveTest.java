package dev.tintype.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest extends ApiTest {
    private static final byte[] PICTURE = new byte[200_000];
    private static final byte[] TEXT = "the same again and ".repeat(5_000).getBytes(UTF_8);

    static {
        new Random(7).nextBytes(PICTURE);
    }

    private final ArtifactStore store;

    ArchiveTest(URI redis, JobLedger ledger) {
        super(redis, ledger);
        this.store = server.bean(ArtifactStore.class);
    }

    @Test
    void all_artifacts_come_in_one_zip() throws IOException {
        JobId id = submit();
        claim(id);
        finish(id, stored(id, "shot.png", "image/png", PICTURE), stored(id, "page.html", "text/html", TEXT));

        Reply reply = get("/v1/jobs/" + id + "/archive");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/zip");
        assertThat(reply.header("Content-Disposition")).contains("attachment; filename=\"" + id + ".zip\"");
        assertThat(unzip(reply.bytes()))
                .hasSize(2)
                .hasEntrySatisfying("shot.png", content -> assertThat(content).isEqualTo(PICTURE))
                .hasEntrySatisfying("page.html", content -> assertThat(content).isEqualTo(TEXT));
        // the text shrank, the picture did not grow by much
        assertThat(reply.bytes()).hasSizeBetween(PICTURE.length, PICTURE.length + TEXT.length / 10);
    }

    @Test
    void head_says_what_would_come() throws IOException {
        JobId id = submit();
        claim(id);
        finish(id, stored(id, "shot.png", "image/png", PICTURE));

        Reply reply = send(to("/v1/jobs/" + id + "/archive").method("HEAD", BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bytes()).isEmpty();
        assertThat(reply.header("Content-Type")).contains("application/zip");
    }

    @Test
    void there_is_none_before_the_end_or_of_nothing_or_of_what_is_gone() throws IOException {
        JobId running = submit();
        JobId empty = finished();
        JobId gone = submit();
        claim(gone);
        finish(gone, stored(gone, "shot.png", "image/png", PICTURE));
        store.deleteJob("acme", gone);

        assertThat(get("/v1/jobs/" + running + "/archive").json("code")).isEqualTo("job-not-finished");
        assertThat(get("/v1/jobs/" + empty + "/archive").json("code")).isEqualTo("artifact-not-found");
        assertThat(get("/v1/jobs/" + gone + "/archive").json("code")).isEqualTo("result-expired");
        assertThat(send(to("/v1/jobs/" + empty + "/archive").setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .json("code"))
                .isEqualTo("job-not-found");
    }

    @Test
    void a_batch_comes_in_one_zip_with_a_folder_for_each_job() throws IOException {
        Reply batch = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "," + CAPTURE + "," + CAPTURE + "]}");
        String archive = batch.json().at("/links/archive").asString();
        JobId first = new JobId(batch.json().at("/jobs/0").asString());
        JobId third = new JobId(batch.json().at("/jobs/2").asString());
        for (JobId id : List.of(third, first)) {
            claim(id);
            finish(id, stored(id, "shot.png", "image/png", PICTURE));
        }

        assertThat(get(archive).json("code")).isEqualTo("job-not-finished");
        post("/v1/jobs/" + batch.json().at("/jobs/1").asString() + "/cancel", "");

        assertThat(unzip(get(archive).bytes()))
                .containsOnlyKeys("0001-" + first + "/shot.png", "0003-" + third + "/shot.png")
                .allSatisfy((name, content) -> assertThat(content).isEqualTo(PICTURE));
        assertThat(send(to(archive).setHeader("Authorization", "Bearer " + OTHER.reveal()))
                        .json("code"))
                .isEqualTo("batch-not-found");
    }

    @Test
    void a_batch_that_made_nothing_has_no_archive() {
        Reply batch = post("/v1/batches", "{\"jobs\":[" + CAPTURE + "]}");
        post("/v1/jobs/" + batch.json().at("/jobs/0").asString() + "/cancel", "");

        assertThat(get("/v1/batches/" + batch.json("id") + "/archive").json("code"))
                .isEqualTo("artifact-not-found");
    }

    private Artifact stored(JobId id, String name, String mediaType, byte[] content) throws IOException {
        ArtifactStore.Stored stored = store.put(new ArtifactKey("acme", id, 1, name), content, mediaType);
        return new Artifact(name, "screenshot", mediaType, stored.bytes(), stored.sha256(), 1, Map.of());
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), zip.readAllBytes());
            }
        }
        return contents;
    }
}
