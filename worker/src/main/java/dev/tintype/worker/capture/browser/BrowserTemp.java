package dev.tintype.worker.capture.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Where the browsers of this process keep profiles: one folder per process id below the cache, so that whatever a killed
 * process left is swept by the next one to start. One for the whole JVM, because Playwright fixes the environment of its
 * drivers at the first one.
 */
final class BrowserTemp {
    private static @Nullable Path folder;

    private BrowserTemp() {}

    /** The folder of this process; exists. */
    static synchronized Path folder(Path cacheDir) {
        try {
            if (folder == null) {
                Path parent = Files.createDirectories(cacheDir.toAbsolutePath().resolve("browsers"));
                sweep(parent);
                folder = parent.resolve(Long.toString(ProcessHandle.current().pid()));
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + cacheDir + " for the browsers' temporary files", e);
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path left : folders.filter(BrowserTemp::isLeft).toList()) {
                FileSystemUtils.deleteRecursively(left);
            }
        }
    }

    private static boolean isLeft(Path folder) {
        String name = String.valueOf(folder.getFileName());
        if (!name.matches("\\d{1,18}")) {
            return false;
        }
        long pid = Long.parseLong(name);
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }
}
