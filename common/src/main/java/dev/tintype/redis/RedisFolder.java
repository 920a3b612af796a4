package dev.tintype.redis;

import dev.tintype.redis.RedisStartException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder a Redis of ours keeps its data in, held by one process at a time: a lock that goes with the process however
 * it dies, and a note of the Redis that was started, so that one that outlived its owner is found and stopped.
 */
final class RedisFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisFolder.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Path path;
    private final FileChannel lockFile;

    private RedisFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes the folder if need be, takes it, and stops a Redis that a killed owner left in it. */
    static RedisFolder take(Path path) {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(path.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new RedisStartException(
                        Reason.FOLDER_IN_USE,
                        "The data folder " + path + " is in use by another running instance. Stop that one, or use"
                                + " another data folder.");
            }
            RedisFolder folder = new RedisFolder(path, channel);
            folder.stopLeftover();
            return folder;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** Notes which Redis runs here. */
    void note(long pid) {
        try {
            String started = ProcessHandle.of(pid).map(RedisFolder::started).orElse("unknown");
            Files.writeString(pidFile(), pid + " " + started);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Gives the folder back; the Redis in it must have ended. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(pidFile());
            lockFile.close();
        } catch (IOException e) {
            log.warn("giving back {} failed; the next start repairs it", path, e);
        }
    }

    private static RedisStartException unusable(Path path, IOException cause) {
        return new RedisStartException(
                Reason.FOLDER_UNUSABLE,
                "The data folder " + path + " cannot be made or written. Check its owner and the free space, or use"
                        + " another data folder.",
                cause);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    private void stopLeftover() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        Optional<ProcessHandle> leftover = leftover(Files.readString(pidFile()));
        if (leftover.isPresent()) {
            log.info(
                    "stopping the Redis {} that a killed instance left in {}",
                    leftover.get().pid(),
                    path);
            stop(leftover.get());
        }
        Files.deleteIfExists(pidFile());
    }

    /** The noted process if it still runs: pids are used again, so its start time must be the noted one too. */
    private static Optional<ProcessHandle> leftover(String note) {
        String[] parts = note.strip().split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> process.isAlive() && started(process).equals(parts[1]));
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    /** Redis saves and exits on SIGTERM; its log on disk is whole even when it must be killed. */
    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CompletionException e) {
            log.warn("Redis {} does not stop and is killed", process.pid());
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Path pidFile() {
        return path.resolve("redis.pid");
    }
}
