package dev.tintype.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * Finds a redis-server: the bundled one if it runs here, else the one on the PATH. The bundle is an optional dependency,
 * which only those have who start Redis themselves.
 */
public final class RedisExecutable {
    private RedisExecutable() {}

    /**
     * The one to run.
     *
     * @param unpackTo folder for the bundled one
     * @throws IllegalStateException when there is none
     */
    public static Path find(Path unpackTo) {
        return Stream.concat(bundled(unpackTo), onPath())
                .filter(RedisExecutable::runs)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no redis-server runs here: the bundled one needs libssl3; or install redis-server"));
    }

    private static Stream<Path> bundled(Path unpackTo) {
        try {
            Files.createDirectories(unpackTo);
            File file =
                    ExecutableProvider.newJarResourceProvider(unpackTo.toFile()).get();
            return Stream.of(file.toPath());
        } catch (IOException e) {
            throw new IllegalStateException("the bundled redis-server cannot be unpacked to " + unpackTo, e);
        }
    }

    private static Stream<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable);
    }

    private static boolean runs(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
