package dev.tintype.artifact;

import dev.tintype.job.JobId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Keeps bytes. Thread-safe; what {@link #put} returned for is durable and whole. */
public interface ArtifactStore {
    /**
     * Stores {@code content} to its end, streaming it; the caller closes.
     *
     * @return size and hash of what was stored, computed while storing
     * @throws StoreUnavailable when the store fails; another attempt may help
     * @throws IOException when it is not certain that every byte is stored; nothing is visible then
     */
    Stored put(StoreKey key, InputStream content, String mediaType) throws IOException;

    /** Stores the content of {@code file}; else as the other. */
    default Stored put(StoreKey key, Path file, String mediaType) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return put(key, content, mediaType);
        }
    }

    /** Stores {@code bytes}; else as the other. */
    default Stored put(StoreKey key, byte[] bytes, String mediaType) throws IOException {
        return put(key, new ByteArrayInputStream(bytes), mediaType);
    }

    /**
     * Opens {@code length} bytes from {@code offset}; the caller closes.
     *
     * @return empty when there is no such content
     */
    Optional<InputStream> open(StoreKey key, long offset, long length) throws IOException;

    /** Removes everything of a job, all attempts. No error when there is nothing. */
    void deleteJob(String tenant, JobId job) throws IOException;

    /** Removes everything of one attempt. No error when there is nothing. */
    void deleteAttempt(String tenant, JobId job, int attempt) throws IOException;

    /** Removes everything of a tenant, uploads too. No error when there is nothing. */
    void deleteTenant(String tenant) throws IOException;

    /** Calls {@code visitor} with tenant and job of everything last written before {@code before}: the sweeper's list. */
    void jobsBefore(Instant before, BiConsumer<String, JobId> visitor) throws IOException;

    /** Removes an upload. No error when there is none. */
    void delete(UploadKey key) throws IOException;

    /** Calls {@code visitor} with every upload last written before {@code before}: the sweeper's list. */
    void uploadsBefore(Instant before, Consumer<UploadKey> visitor) throws IOException;

    /** Gives up what was begun before {@code before} and never ended, where such things cost and do not go with a job. */
    default void abortUnfinished(Instant before) throws IOException {
        // unfinished files lie in their job's folder and go with it
    }

    /**
     * A link that anybody may read the content with, straight from the store, for {@code validity}. It is not checked that
     * the content is there.
     *
     * @param disposition the answer's {@code Content-Disposition}
     * @return empty when this store has no such links
     */
    default Optional<URI> readLink(StoreKey key, Duration validity, String mediaType, String disposition) {
        return Optional.empty();
    }

    /**
     * A link that anybody may write the content with, once or more, for {@code validity}: a PUT with exactly these headers.
     *
     * @return empty when this store has no such links
     */
    default Optional<WriteLink> writeLink(StoreKey key, Duration validity, String mediaType, long bytes) {
        return Optional.empty();
    }

    /** Whether bytes can be stored now. */
    boolean available();

    /**
     * What {@link #put} stored.
     *
     * @param sha256 lower-case hex
     */
    record Stored(long bytes, String sha256) {}

    /**
     * Where to PUT a content.
     *
     * @param headers to be sent as they are
     */
    record WriteLink(URI url, Map<String, String> headers) {
        public WriteLink {
            headers = Map.copyOf(headers);
        }
    }
}
