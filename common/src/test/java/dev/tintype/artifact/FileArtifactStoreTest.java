package dev.tintype.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.job.JobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactStoreTest extends ArtifactStoreContract {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    protected FileArtifactStore store() {
        return new FileArtifactStore(folder.resolve("artifacts"));
    }

    @Test
    void only_the_owner_may_read_files_and_folders() throws Exception {
        store().put(key(1, "a.txt"), CONTENT, "text/plain");

        for (Path path : tree()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void a_full_disk_is_an_error_and_leaves_nothing_visible() throws Exception {
        FileArtifactStore full = new FileArtifactStore(folder.resolve("artifacts"), (file, bytes) -> {
            file.write(bytes.slice(0, Math.min(3, bytes.remaining())));
            throw new IOException("No space left on device");
        });

        assertThatThrownBy(() -> full.put(key(1, "a.txt"), CONTENT, "text/plain"))
                .isInstanceOf(IOException.class);

        assertThat(full.open(key(1, "a.txt"), 0, 1)).isEmpty();
        assertThat(tree()).noneMatch(Files::isRegularFile);
    }

    @Test
    void a_failed_replacement_leaves_the_old_content() throws Exception {
        store().put(key(1, "a.txt"), CONTENT, "text/plain");
        FileArtifactStore full = new FileArtifactStore(folder.resolve("artifacts"), (file, bytes) -> {
            throw new IOException("No space left on device");
        });

        assertThatThrownBy(() -> full.put(key(1, "a.txt"), new byte[9], "text/plain"))
                .isInstanceOf(IOException.class);

        assertThat(read(full, key(1, "a.txt"), 0, 99)).isEqualTo(CONTENT);
    }

    @Test
    void a_file_in_the_way_of_a_folder_is_an_error() throws Exception {
        FileArtifactStore store = store();
        Files.write(folder.resolve("artifacts/acme"), CONTENT);

        assertThatThrownBy(() -> store.put(key(1, "a.txt"), CONTENT, "text/plain"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_link_out_of_the_root_is_not_followed() throws Exception {
        FileArtifactStore store = store();
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path secret = Files.write(outside.resolve("secret.txt"), CONTENT);
        store.put(key(1, "a.txt"), CONTENT, "text/plain");
        Path attempt = folder.resolve("artifacts/acme/" + job + "/a1");
        Files.createSymbolicLink(attempt.resolve("link.txt"), secret);
        Files.createSymbolicLink(folder.resolve("artifacts/globex"), outside);

        assertThatThrownBy(() -> store.open(key(1, "link.txt"), 0, 9)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.put(new ArtifactKey("globex", job, 1, "a.txt"), CONTENT, "text/plain"))
                .isInstanceOf(IOException.class);
        store.deleteJob("acme", job);
        assertThat(secret).exists();
        assertThat(outside).isDirectoryContaining(file -> file.equals(secret));
    }

    @Test
    void a_tenant_that_is_a_path_is_refused() {
        assertThatThrownBy(() -> store().deleteJob("../..", job)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_root_that_cannot_be_made_is_refused_at_once() throws Exception {
        Path file = Files.write(folder.resolve("file"), CONTENT);

        assertThatThrownBy(() -> new FileArtifactStore(file.resolve("artifacts")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_store_whose_root_is_gone_is_not_available() throws Exception {
        FileArtifactStore store = store();

        Files.delete(folder.resolve("artifacts"));

        assertThat(store.available()).isFalse();
    }

    @Test
    void a_job_written_lately_is_not_swept_for_its_old_attempts() throws Exception {
        FileArtifactStore store = store();
        store.put(key(1, "a.txt"), CONTENT, "text/plain");
        JobId old = JobId.create();
        store.put(new ArtifactKey("acme", old, 1, "a.txt"), CONTENT, "text/plain");
        Instant longAgo = Instant.now().minus(Duration.ofDays(2));
        for (Path path : tree()) {
            Files.setLastModifiedTime(path, FileTime.from(longAgo));
        }
        store.put(key(1, "b.txt"), CONTENT, "text/plain");
        Files.write(folder.resolve("artifacts/stray-file"), CONTENT);
        List<JobId> seen = new ArrayList<>();

        store.jobsBefore(longAgo.plusSeconds(1), (tenant, id) -> seen.add(id));

        assertThat(seen).containsExactly(old);
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("artifacts"))) {
            return paths.toList();
        }
    }
}
