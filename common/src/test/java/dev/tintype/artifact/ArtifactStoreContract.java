package dev.tintype.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every artifact store does. */
public abstract class ArtifactStoreContract {
    private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);

    protected final JobId job = JobId.create();

    /** A store with nothing in it; called once per test. */
    protected abstract ArtifactStore store();

    protected ArtifactKey key(int attempt, String name) {
        return new ArtifactKey("acme", job, attempt, name);
    }

    @Test
    void what_is_put_is_read_back_with_its_size_and_hash() throws Exception {
        ArtifactStore store = store();
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);

        ArtifactStore.Stored stored = store.put(key(1, "page.pdf"), content, "application/pdf");

        assertThat(stored.bytes()).isEqualTo(content.length);
        assertThat(stored.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(read(store, key(1, "page.pdf"), 0, Long.MAX_VALUE)).isEqualTo(content);
    }

    @Test
    void a_file_is_stored_like_bytes(@TempDir Path folder) throws Exception {
        ArtifactStore store = store();
        Path file = Files.write(folder.resolve("made-by-the-worker"), CONTENT);

        ArtifactStore.Stored stored = store.put(key(1, "a.txt"), file, "text/plain");

        assertThat(stored).isEqualTo(store.put(key(1, "b.txt"), CONTENT, "text/plain"));
        assertThat(read(store, key(1, "a.txt"), 0, 10)).isEqualTo(CONTENT);
    }

    @Test
    void an_empty_artifact_is_an_artifact() throws Exception {
        ArtifactStore store = store();

        store.put(key(1, "empty.txt"), new byte[0], "text/plain");

        assertThat(read(store, key(1, "empty.txt"), 0, 10)).isEmpty();
    }

    @Test
    void of_an_erased_tenant_nothing_is_there_and_of_others_everything() throws Exception {
        ArtifactStore store = store();
        ArtifactKey others = new ArtifactKey("acme-2", job, 1, "a.txt");
        UploadKey upload = new UploadKey("acme", UploadId.create());
        store.put(key(1, "a.txt"), CONTENT, "text/plain");
        store.put(upload, CONTENT, "text/plain");
        store.put(others, CONTENT, "text/plain");

        store.deleteTenant("acme");
        store.deleteTenant("nobody");

        assertThat(store.open(key(1, "a.txt"), 0, 1)).isEmpty();
        assertThat(store.open(upload, 0, 1)).isEmpty();
        assertThat(read(store, others, 0, 10)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> store.deleteTenant("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_that_is_not_there_stores_nothing() throws Exception {
        ArtifactStore store = store();

        assertThatThrownBy(() -> store.put(key(1, "a.txt"), Path.of("no-such-file"), "text/plain"))
                .isInstanceOf(IOException.class);

        assertThat(store.open(key(1, "a.txt"), 0, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,10,0123456789", "0,1,0", "3,4,3456", "9,1,9", "5,100,56789", "10,5,''", "99,5,''", "4,0,''"})
    void a_range_gives_what_there_is_of_it(long offset, long length, String expected) throws Exception {
        ArtifactStore store = store();
        store.put(key(1, "digits.txt"), CONTENT, "text/plain");

        assertThat(new String(read(store, key(1, "digits.txt"), offset, length), UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void single_bytes_and_skips_stay_in_the_range() throws Exception {
        ArtifactStore store = store();
        store.put(key(1, "digits.txt"), CONTENT, "text/plain");

        try (InputStream in = store.open(key(1, "digits.txt"), 2, 4).orElseThrow()) {
            assertThat(in.read()).isEqualTo('2');
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.read()).isEqualTo('5');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_negative_range_is_refused() {
        ArtifactStore store = store();

        assertThatThrownBy(() -> store.open(key(1, "a.txt"), -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open(key(1, "a.txt"), 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_unknown_artifact_is_empty() throws Exception {
        assertThat(store().open(key(1, "a.txt"), 0, 1)).isEmpty();
    }

    @Test
    void a_repeated_put_replaces() throws Exception {
        ArtifactStore store = store();
        store.put(key(1, "a.txt"), CONTENT, "text/plain");

        store.put(key(1, "a.txt"), "new".getBytes(UTF_8), "text/plain");

        assertThat(read(store, key(1, "a.txt"), 0, 10)).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void attempts_do_not_see_each_other() throws Exception {
        ArtifactStore store = store();
        store.put(key(1, "a.txt"), "one".getBytes(UTF_8), "text/plain");
        store.put(key(2, "a.txt"), "two".getBytes(UTF_8), "text/plain");

        store.deleteAttempt("acme", job, 1);

        assertThat(store.open(key(1, "a.txt"), 0, 10)).isEmpty();
        assertThat(read(store, key(2, "a.txt"), 0, 10)).asString(UTF_8).isEqualTo("two");
    }

    @Test
    void deleting_a_job_takes_all_of_it_and_nothing_else() throws Exception {
        ArtifactStore store = store();
        ArtifactKey neighbour = new ArtifactKey("acme", JobId.create(), 1, "a.txt");
        ArtifactKey stranger = new ArtifactKey("globex", job, 1, "a.txt");
        for (ArtifactKey key : List.of(key(1, "a.txt"), key(1, "b.txt"), key(2, "a.txt"), neighbour, stranger)) {
            store.put(key, CONTENT, "text/plain");
        }

        store.deleteJob("acme", job);

        assertThat(store.open(key(1, "a.txt"), 0, 1)).isEmpty();
        assertThat(store.open(key(1, "b.txt"), 0, 1)).isEmpty();
        assertThat(store.open(key(2, "a.txt"), 0, 1)).isEmpty();
        assertThat(store.open(neighbour, 0, 1)).isPresent().hasValueSatisfying(ArtifactStoreContract::closeQuietly);
        assertThat(store.open(stranger, 0, 1)).isPresent().hasValueSatisfying(ArtifactStoreContract::closeQuietly);
    }

    @Test
    void deleting_nothing_is_no_error() throws Exception {
        ArtifactStore store = store();

        store.deleteJob("acme", job);
        store.deleteAttempt("acme", job, 1);
    }

    @Test
    void the_sweeper_sees_what_was_last_written_before() throws Exception {
        ArtifactStore store = store();
        store.put(key(1, "a.txt"), CONTENT, "text/plain");
        List<String> seen = new ArrayList<>();

        // Stores round times, to whole seconds at worst.
        store.jobsBefore(Instant.now().minus(Duration.ofMinutes(1)), (tenant, id) -> seen.add("too early"));
        store.jobsBefore(Instant.now().plus(Duration.ofMinutes(1)), (tenant, id) -> seen.add(tenant + "/" + id));

        assertThat(seen).containsExactly("acme/" + job);
    }

    @Test
    void uploads_are_kept_apart_from_jobs_and_found_by_the_sweeper() throws Exception {
        ArtifactStore store = store();
        UploadKey upload = new UploadKey("acme", UploadId.create());
        UploadKey other = new UploadKey("acme", UploadId.create());
        store.put(upload, CONTENT, "text/html");
        store.put(other, CONTENT, "text/html");
        store.put(key(1, "a.txt"), CONTENT, "text/plain");
        List<String> jobs = new ArrayList<>();
        List<UploadKey> uploads = new ArrayList<>();

        store.jobsBefore(Instant.now().plus(Duration.ofMinutes(1)), (tenant, id) -> jobs.add(tenant + "/" + id));
        store.uploadsBefore(Instant.now().plus(Duration.ofMinutes(1)), uploads::add);
        store.delete(upload);

        assertThat(jobs).containsExactly("acme/" + job);
        assertThat(uploads).containsExactlyInAnyOrder(upload, other);
        assertThat(store.open(upload, 0, 1)).isEmpty();
        try (InputStream in = store.open(other, 0, 99).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void a_store_at_work_is_available() {
        assertThat(store().available()).isTrue();
    }

    protected static byte[] read(ArtifactStore store, ArtifactKey key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, offset, length).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
