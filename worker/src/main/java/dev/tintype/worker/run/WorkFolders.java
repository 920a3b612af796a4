package dev.tintype.worker.run;

import dev.tintype.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** One private folder per attempt, and none left behind: what a killed worker left is removed at the next start. */
final class WorkFolders {
    private static final Logger log = LoggerFactory.getLogger(WorkFolders.class);

    private final Path root;

    /** @param root this worker's own folder; its content is removed */
    WorkFolders(Path root) throws IOException {
        this.root = root;
        FileSystemUtils.deleteRecursively(root);
        createPrivate(root);
    }

    /** Makes the folder of one attempt (0700); closing it removes it with everything inside. */
    Folder create(Job job) throws IOException {
        Path folder = root.resolve(job.id() + "-a" + job.attempt());
        createPrivate(folder);
        return new Folder(folder);
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    record Folder(Path path) implements AutoCloseable {
        @Override
        public void close() {
            try {
                FileSystemUtils.deleteRecursively(path);
            } catch (IOException e) {
                log.warn("a work folder stays until the next start: {}", e.getMessage());
            }
        }
    }
}
