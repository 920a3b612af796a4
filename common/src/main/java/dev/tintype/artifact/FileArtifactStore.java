package dev.tintype.artifact;

import dev.tintype.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Artifacts as files under one root, readable by their owner only. A file appears under its name whole or not at all: it
 * is written beside it, forced to disk and renamed.
 */
public final class FileArtifactStore implements ArtifactStore {
    private static final long LEAST_FREE_BYTES = 64L << 20;
    private static final int BUFFER_BYTES = 128 << 10;
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final Disk disk;

    /** What is written goes through here, so that a test can fill the disk. */
    @FunctionalInterface
    interface Disk {
        void write(WritableByteChannel file, ByteBuffer bytes) throws IOException;
    }

    /**
     * Makes the folder {@code root} when it is missing.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public FileArtifactStore(Path root) {
        this(root, (file, bytes) -> {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        });
    }

    FileArtifactStore(Path root, Disk disk) {
        this.disk = disk;
        try {
            Files.createDirectories(root, OWN_FOLDER);
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the artifact folder " + root + " cannot be used", e);
        }
    }

    @Override
    public Stored put(StoreKey key, InputStream content, String mediaType) throws IOException {
        Path target = root.resolve(key.path());
        Path folder = parent(target);
        makeFolders(folder);
        // Names of artifacts begin with a letter or a digit, so no artifact is ever called like this.
        Path part = folder.resolve(".part-" + UUID.randomUUID());
        try {
            Stored stored = write(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            return stored;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public Optional<InputStream> open(StoreKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("range " + offset + "+" + length);
        }
        SeekableByteChannel file;
        try {
            file = Files.newByteChannel(
                    root.resolve(key.path()), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(new RangeInputStream(file.position(offset), length));
    }

    @Override
    public void deleteJob(String tenant, JobId job) throws IOException {
        deleteTree(root.resolve(checkedTenant(tenant, job)).resolve(job.value()));
    }

    @Override
    public void deleteAttempt(String tenant, JobId job, int attempt) throws IOException {
        deleteTree(parent(root.resolve(new ArtifactKey(tenant, job, attempt, "any").path())));
    }

    @Override
    public void deleteTenant(String tenant) throws IOException {
        deleteTree(root.resolve(StoreKey.checkedTenant(tenant)));
    }

    @Override
    public void delete(UploadKey key) throws IOException {
        deleteTree(parent(root.resolve(key.path())));
    }

    @Override
    public void jobsBefore(Instant before, BiConsumer<String, JobId> visitor) throws IOException {
        visitOwners(before, (tenant, owner) -> JobId.parse(owner).ifPresent(job -> visitor.accept(tenant, job)));
    }

    @Override
    public void uploadsBefore(Instant before, Consumer<UploadKey> visitor) throws IOException {
        visitOwners(
                before,
                (tenant, owner) -> UploadId.parse(owner).ifPresent(id -> visitor.accept(new UploadKey(tenant, id))));
    }

    @Override
    public boolean available() {
        return Files.isDirectory(root)
                && Files.isWritable(root)
                && root.toFile().getUsableSpace() >= LEAST_FREE_BYTES;
    }

    private Stored write(Path part, InputStream content) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        long bytes = 0;
        try (FileChannel file =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN_FILE)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                sha256.update(buffer, 0, read);
                disk.write(file, ByteBuffer.wrap(buffer, 0, read));
                bytes += read;
            }
            file.force(true);
        }
        return new Stored(bytes, HexFormat.of().formatHex(sha256.digest()));
    }

    /** Makes what is missing below the root, each made durable in its parent. */
    private void makeFolders(Path folder) throws IOException {
        Path parent = root;
        for (Path name : root.relativize(folder)) {
            Path child = parent.resolve(name);
            if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                makeFolder(child);
                sync(parent);
            }
            parent = child;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, OWN_FOLDER);
        } catch (FileAlreadyExistsException e) {
            // Made by another thread meanwhile, or something else is in the way.
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void visitOwners(Instant before, BiConsumer<String, String> visitor) throws IOException {
        try (DirectoryStream<Path> tenants = Files.newDirectoryStream(root)) {
            for (Path tenant : tenants) {
                if (StoreKey.TENANT.matcher(tenant.getFileName().toString()).matches()) {
                    visitOwners(tenant, before, visitor);
                }
            }
        }
    }

    private static void visitOwners(Path tenant, Instant before, BiConsumer<String, String> visitor)
            throws IOException {
        try (DirectoryStream<Path> owners = Files.newDirectoryStream(tenant)) {
            for (Path folder : owners) {
                String owner = folder.getFileName().toString();
                if (isOwner(owner) && lastWritten(folder).isBefore(before)) {
                    visitor.accept(tenant.getFileName().toString(), owner);
                }
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            // Not ours, or deleted meanwhile: nothing to visit either way.
            return;
        }
    }

    private static boolean isOwner(String name) {
        return JobId.parse(name).isPresent() || UploadId.parse(name).isPresent();
    }

    /** A rename into a folder sets that folder's time, so files need not be looked at. */
    private static Instant lastWritten(Path job) throws IOException {
        Instant last = Files.getLastModifiedTime(job).toInstant();
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(job)) {
            for (Path attempt : attempts) {
                Instant written = Files.getLastModifiedTime(attempt).toInstant();
                last = written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    /** Of a key's path, which has at least three names. */
    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static String checkedTenant(String tenant, JobId job) {
        return new ArtifactKey(tenant, job, 1, "any").tenant();
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
