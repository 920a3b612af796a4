package dev.tintype.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one embedded server, private to its owner, and locked while the server runs. */
final class DataFolder implements AutoCloseable {
    /** Less than this, and a handful of results would fill the disk. */
    private static final long SPACE_FLOOR = 256L << 20;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws StartFailure when the folder cannot be made, is in use, or its disk is full */
    static DataFolder open(Path path) {
        return open(path, SPACE_FLOOR);
    }

    static DataFolder open(Path path, long spaceFloor) {
        Path absolute = path.toAbsolutePath().normalize();
        DataFolder folder = lock(absolute);
        // Not through FileStore: it knows no folder whose mount it cannot name (a chroot, some containers).
        long free = absolute.toFile().getUsableSpace();
        if (free < spaceFloor) {
            folder.close();
            throw new StartFailure(
                    "the disk of " + path + " is full: " + (free >> 20) + " MB left",
                    "free at least " + (spaceFloor >> 20) + " MB there, or use another folder with --data-dir");
        }
        return folder;
    }

    private static DataFolder lock(Path path) {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel)) {
                return new DataFolder(path, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw unusable(path);
        }
        throw new StartFailure(
                "another server is using the data folder " + path,
                "use that one, stop it, or give this one a folder of its own with --data-dir");
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static StartFailure unusable(Path path) {
        return new StartFailure(
                "the data folder " + path + " cannot be made or written",
                "make it writable for you, or use another with --data-dir");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
