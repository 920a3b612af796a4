package dev.tintype.redis;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The shell that stands between this JVM and Redis, so that neither outlives the other; {@code guard.sh} says how. */
final class RedisGuard {
    private static final Set<Integer> CANNOT_RUN = Set.of(126, 127);

    private RedisGuard() {}

    /** What to start. In a session of its own where that can be had: Ctrl-C on a terminal goes to all of one. */
    static List<String> command(Path redis) {
        List<String> command = new ArrayList<>();
        onPath("setsid").map(Path::toString).forEach(command::add);
        command.addAll(List.of(
                "/bin/sh", "-c", script(), "redis-guard", redis.toAbsolutePath().toString()));
        return command;
    }

    /** Whether an exit status says that Redis could not even be started. */
    static boolean couldNotRun(int exitStatus) {
        return CANNOT_RUN.contains(exitStatus);
    }

    private static Stream<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .limit(1);
    }

    private static String script() {
        try (InputStream in = RedisGuard.class.getResourceAsStream("guard.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
