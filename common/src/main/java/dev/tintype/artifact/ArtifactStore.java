package dev.tintype.artifact;

import dev.tintype.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Keeps bytes. Thread-safe; what {@link #put} returned for is durable and whole. */
public interface ArtifactStore {
    /**
     * Stores the content of {@code file}, streaming it.
     *
     * @return size and hash of what was stored, computed while storing
     * @throws IOException when it is not certain that every byte is stored; nothing is visible then
     */
    Stored put(ArtifactKey key, Path file, String mediaType) throws IOException;

    /** Stores {@code bytes}; else as the other. */
    Stored put(ArtifactKey key, byte[] bytes, String mediaType) throws IOException;

    /**
     * Opens {@code length} bytes from {@code offset}; the caller closes.
     *
     * @return empty when there is no such artifact
     */
    Optional<InputStream> open(ArtifactKey key, long offset, long length) throws IOException;

    /** Removes everything of a job, all attempts. No error when there is nothing. */
    void deleteJob(String tenant, JobId job) throws IOException;

    /** Removes everything of one attempt. No error when there is nothing. */
    void deleteAttempt(String tenant, JobId job, int attempt) throws IOException;

    /** Calls {@code visitor} with tenant and job of everything last written before {@code before}: the sweeper's list. */
    void jobsBefore(Instant before, BiConsumer<String, JobId> visitor) throws IOException;

    /** Whether bytes can be stored now. */
    boolean available();

    /**
     * What {@link #put} stored.
     *
     * @param sha256 lower-case hex
     */
    record Stored(long bytes, String sha256) {}
}
