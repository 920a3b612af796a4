package dev.tintype.artifact.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.artifact.s3.S3ArtifactStoreTest.Noise;
import dev.tintype.artifact.s3.S3Front.Fault;
import dev.tintype.artifact.s3.S3Settings.Encryption;
import dev.tintype.job.JobId;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A put that returns is whole and right; one that cannot be is an error, and nothing of it is seen. */
class S3FaultTest {
    private static final byte[] CONTENT = "0123456789".repeat(1_000).getBytes(UTF_8);
    private static final long TWO_PARTS = S3Patiences.PART_BYTES + 1_000L;

    private final ArtifactKey key = new ArtifactKey("acme", JobId.create(), 1, "a.bin");
    private final S3Settings settings = S3Server.shared().newBucket();

    @SuppressWarnings("NullAway.Init")
    private S3Front front;

    @SuppressWarnings("NullAway.Init")
    private S3ArtifactStore store;

    @SuppressWarnings("NullAway.Init")
    private S3ArtifactStore well;

    @BeforeEach
    void open() throws Exception {
        front = S3Front.before(S3Server.shared().uri());
        store = new S3ArtifactStore(S3Server.through(front.uri(), settings), S3Patiences.quick());
        well = new S3ArtifactStore(settings, S3Patiences.quick());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        well.close();
        front.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BUSY", "SILENCE", "HALF_REQUEST", "LOST_ANSWER"})
    void a_write_gets_over_a_fault_that_passes(Fault fault) throws Exception {
        front.next("PUT ", fault);

        ArtifactStore.Stored stored = store.put(key, CONTENT, "text/plain");

        assertThat(stored.bytes()).isEqualTo(CONTENT.length);
        assertThat(all(well)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BUSY", "HALF_REQUEST"})
    void a_write_that_cannot_be_is_an_error_and_nothing_is_seen(Fault fault) throws Exception {
        front.always("PUT ", fault);

        assertThatThrownBy(() -> store.put(key, CONTENT, "text/plain"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("the artifact store did not store an artifact")
                .hasMessageNotContaining("test-access");

        assertThat(well.open(key, 0, 1)).isEmpty();
        assertThat(front.seen()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BUSY", "HALF_REQUEST", "LOST_ANSWER"})
    void each_part_gets_over_a_fault_alone(Fault fault) throws Exception {
        front.next("partNumber=2", fault);

        ArtifactStore.Stored stored = store.put(key, new Noise(TWO_PARTS), "video/mp4");

        assertThat(stored.bytes()).isEqualTo(TWO_PARTS);
        assertThat(all(well)).hasSize((int) TWO_PARTS);
        assertThat(front.seen().stream()
                        .filter(line -> line.contains("partNumber="))
                        .map(line -> line.replaceFirst(".*uploadId=", "")))
                .as("the upload was not begun again")
                .hasSizeGreaterThan(2)
                .containsOnly(front.seen().stream()
                        .filter(line -> line.contains("partNumber=1&"))
                        .findFirst()
                        .orElseThrow()
                        .replaceFirst(".*uploadId=", ""));
    }

    @Test
    void an_upload_that_completed_although_nobody_was_told_counts() throws Exception {
        front.next(
                "POST /" + settings.bucket() + "/" + settings.prefix() + key.path() + "?uploadId", Fault.LOST_ANSWER);

        assertThat(store.put(key, new Noise(TWO_PARTS), "video/mp4").bytes()).isEqualTo(TWO_PARTS);

        assertThat(all(well)).hasSize((int) TWO_PARTS);
    }

    @Test
    void parts_of_an_upload_that_fails_are_not_kept() throws Exception {
        front.always("partNumber=2", Fault.BUSY);

        assertThatThrownBy(() -> store.put(key, new Noise(TWO_PARTS), "video/mp4"))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(front.seen()).last().asString().startsWith("DELETE ").contains("uploadId=");
        assertThat(well.open(key, 0, 1)).isEmpty();
    }

    @Test
    void a_store_that_knows_no_checksums_is_read_back() throws Exception {
        front.forgetChecksums();

        store.put(key, CONTENT, "text/plain");

        assertThat(front.seen()).hasSize(2).last().asString().startsWith("GET ");
    }

    @Test
    void a_store_that_keeps_other_bytes_is_found_out_and_they_do_not_stay() throws Exception {
        front.forgetChecksums();
        front.always("GET ", Fault.ROTTEN_ANSWER);

        assertThatThrownBy(() -> store.put(key, CONTENT, "text/plain"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("other bytes");

        assertThat(well.open(key, 0, 1)).isEmpty();
    }

    @Test
    void a_read_that_breaks_off_is_an_error_and_not_an_end() throws Exception {
        well.put(key, CONTENT, "text/plain");
        front.always("GET ", Fault.HALF_ANSWER);

        try (InputStream in = store.open(key, 0, Long.MAX_VALUE).orElseThrow()) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void a_store_that_says_nothing_is_not_waited_for_long() {
        front.always("", Fault.SILENCE);

        assertThat(store.available()).isFalse();
        assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void deleting_says_when_it_did_not_happen() throws Exception {
        well.put(key, CONTENT, "text/plain");
        front.always("POST ", Fault.BUSY);

        assertThatThrownBy(() -> store.deleteJob("acme", key.job())).isInstanceOf(StoreUnavailable.class);

        assertThat(well.open(key, 0, 1)).isPresent();
    }

    @Test
    void a_bucket_that_is_not_there_is_said_in_one_line() {
        assertThat(refusal(S3Server.shared().uri(), "no-such-bucket", S3Server.KEYS))
                .isEqualTo(List.of("BUCKET", "names a bucket that the artifact store does not have"));
    }

    @Test
    void keys_that_are_wrong_are_said_in_one_line() {
        assertThat(refusal(S3Server.shared().uri(), settings.bucket(), new S3Settings.Keys("stranger", "test-secret")))
                .isEqualTo(List.of("ACCESS_KEY", "is unknown to the artifact store"));
        assertThat(refusal(S3Server.shared().uri(), settings.bucket(), new S3Settings.Keys("test-access", "guessed")))
                .isEqualTo(List.of("SECRET_KEY", "does not belong to the access key"));
    }

    @Test
    void a_store_that_is_away_is_no_reason_not_to_start() throws Exception {
        front.close();

        store.check();

        assertThat(store.available()).isFalse();
    }

    private static List<String> refusal(URI endpoint, String bucket, S3Settings.Keys keys) {
        S3Settings wrong = new S3Settings(endpoint, null, "us-east-1", bucket, "", true, keys, Encryption.none());
        try (S3ArtifactStore store = new S3ArtifactStore(wrong)) {
            store.check();
            return List.of();
        } catch (S3Refusal e) {
            return List.of(e.setting().name(), e.wrong());
        }
    }

    private byte[] all(ArtifactStore from) throws Exception {
        try (InputStream in = from.open(key, 0, Long.MAX_VALUE).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
