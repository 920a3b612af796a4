package dev.tintype.worker.capture.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Where the browsers of this process keep profiles: a private folder that carries the process id in its name, so that
 * what a killed process left is swept by the next one to start. One for the whole JVM, because Playwright fixes the
 * environment of its drivers at the first one.
 */
final class BrowserTemp {
    private static final Logger log = LoggerFactory.getLogger(BrowserTemp.class);
    private static final String PREFIX = "tintype-browsers-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private static @Nullable Path folder;

    private BrowserTemp() {}

    /** The folder of this process; exists. */
    static synchronized Path folder() {
        try {
            Path ours = folder;
            if (ours == null) {
                ours = Files.createTempDirectory(
                        PREFIX + ProcessHandle.current().pid() + "-");
                // Empty by then: every browser removes its own profile.
                ours.toFile().deleteOnExit();
                folder = ours;
                sweep(ours);
            }
            return ours;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the browsers' temporary files", e);
        }
    }

    static void sweep(Path ours) throws IOException {
        try (Stream<Path> neighbours = Files.list(parentOf(ours))) {
            neighbours
                    .filter(neighbour -> !neighbour.equals(ours) && isLeft(neighbour))
                    .forEach(BrowserTemp::delete);
        }
    }

    private static Path parentOf(Path folder) {
        return Objects.requireNonNull(folder.toAbsolutePath().getParent());
    }

    /** Whether its process is gone: another with its number, ours among them, started after it. */
    private static boolean isLeft(Path neighbour) {
        Matcher name = NAME.matcher(String.valueOf(neighbour.getFileName()));
        if (!name.matches()) {
            return false;
        }
        long pid = Long.parseLong(name.group(1));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    private static void delete(Path left) {
        try {
            FileSystemUtils.deleteRecursively(left);
        } catch (NoSuchFileException | AccessDeniedException e) {
            log.debug("{} is being removed by its owner", left, e);
        } catch (IOException e) {
            log.warn("cannot remove {}", left, e);
        }
    }
}
