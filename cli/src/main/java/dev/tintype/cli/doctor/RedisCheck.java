package dev.tintype.cli.doctor;

import dev.tintype.redis.RedisExecutable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Finds the redis-server that an embedded server would start. */
record RedisCheck() implements Check {
    private static final String SUBJECT = "redis";

    @Override
    public List<Finding> look() {
        try {
            Path folder = Files.createTempDirectory("tintype-doctor-");
            try {
                Path server = RedisExecutable.find(folder);
                String version = Programs.run(List.of(server.toString(), "--version"), Duration.ofSeconds(10))
                        .firstLine()
                        .replaceFirst("^.*v=(\\S+).*$", "$1");
                String where = server.startsWith(folder) ? "bundled" : server.toString();
                return List.of(Finding.ok(SUBJECT, version + ", " + where));
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IllegalStateException e) {
            return List.of(Finding.fail(SUBJECT, "no redis-server runs here", "Debian: apt-get install redis-server"));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    SUBJECT,
                    "nothing can be written to " + System.getProperty("java.io.tmpdir"),
                    "free some space there"));
        }
    }
}
