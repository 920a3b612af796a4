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

    /** The folder of one attempt (0700), made when it is first asked for; closing removes it with everything inside. */
    Folder of(Job job) {
        return new Folder(root.resolve(job.id() + "-a" + job.attempt()));
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Most attempts of small jobs never ask: making and removing a folder was half of what a job cost its worker. */
    static final class Folder implements AutoCloseable {
        private final Path path;
        private boolean made;

        private Folder(Path path) {
            this.path = path;
        }

        synchronized Path path() throws IOException {
            if (!made) {
                createPrivate(path);
                made = true;
            }
            return path;
        }

        @Override
        public synchronized void close() {
            try {
                if (made) {
                    FileSystemUtils.deleteRecursively(path);
                }
            } catch (IOException e) {
                log.warn("a work folder stays until the next start: {}", e.getMessage());
            }
        }
    }
}
