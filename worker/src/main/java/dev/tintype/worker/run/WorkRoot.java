package dev.tintype.worker.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One worker's place for its work folders among the workers of one machine: the first that no other holds. What a killed
 * worker left there goes when the next takes its place.
 *
 * @param path held until {@link #close}
 */
public record WorkRoot(Path path, FileChannel lock) implements AutoCloseable {
    /** @param base the same for every worker of this machine and user */
    public static WorkRoot take(Path base) throws IOException {
        Files.createDirectories(
                base, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int n = 1; ; n++) {
            FileChannel channel =
                    FileChannel.open(base.resolve(n + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel)) {
                return new WorkRoot(base.resolve(Integer.toString(n)), channel);
            }
            channel.close();
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
