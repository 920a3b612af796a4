package dev.tintype.upload;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.ArtifactStore.Stored;
import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * The door to uploads. Thread-safe. Every method may throw {@link dev.tintype.ledger.LedgerUnavailable}, and what touches
 * bytes an {@link IOException}.
 */
public final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final int BATCH = 100;

    private final UploadRecords records;
    private final ArtifactStore store;
    private final Limits limits;

    /**
     * What may be handed in.
     *
     * @param bytes of one upload
     * @param tenantBytes of all uploads of one tenant
     * @param ttl how long an upload is kept, and kept on after the last job that names it may begin
     */
    public record Limits(long bytes, long tenantBytes, Duration ttl) {}

    /** The client stays the caller's to close. */
    public Uploads(UnifiedJedis redis, ArtifactStore store, Limits limits) {
        this.records = new UploadRecords(redis);
        this.store = store;
        this.limits = limits;
    }

    /**
     * Takes {@code content} to its end, streaming it.
     *
     * @param declared the type it is said to have; null: not said
     * @param length how long it is said to be; negative: not said
     * @throws UploadRefused when it is not taken
     */
    public Upload add(String tenant, @Nullable String declared, long length, InputStream content) throws IOException {
        checkRoom(tenant, length);
        byte[] prefix = content.readNBytes(MediaTypes.PREFIX_BYTES);
        String mediaType = MediaTypes.agreed(declared, prefix);
        UploadKey key = new UploadKey(tenant, UploadId.create());
        InputStream whole =
                new Limited(new SequenceInputStream(new ByteArrayInputStream(prefix), content), limits.bytes());
        Stored stored = put(key, whole, mediaType);
        Optional<Instant> expires = records.add(key, stored, mediaType, limits.ttl(), limits.tenantBytes());
        if (expires.isEmpty()) {
            store.delete(key);
            throw noRoom();
        }
        return new Upload(key.upload(), tenant, stored.bytes(), stored.sha256(), mediaType, expires.get());
    }

    private Stored put(UploadKey key, InputStream content, String mediaType) throws IOException {
        try {
            return store.put(key, content, mediaType);
        } catch (IOException e) {
            try {
                store.delete(key);
            } catch (IOException left) {
                e.addSuppressed(left); // the sweep takes it
            }
            throw e;
        }
    }

    /** The tenant's upload; a foreign one is unknown. */
    public Optional<Upload> find(String tenant, UploadId id) {
        return records.find(tenant, id);
    }

    /** Keeps an upload for a job that begins at {@code notBefore} at the earliest; false when there is none to keep. */
    public boolean hold(Upload upload, Instant notBefore) {
        return records.hold(upload.key(), notBefore, limits.ttl());
    }

    /** Its content; empty when it is gone. The caller closes. */
    public Optional<InputStream> open(Upload upload) throws IOException {
        return store.open(upload.key(), 0, Long.MAX_VALUE);
    }

    /** Removes every upload whose time has passed: bytes first, so that a removal cut short is found again. */
    public void sweepExpired() throws IOException {
        List<UploadKey> batch;
        do {
            batch = records.expired(BATCH);
            for (UploadKey key : batch) {
                store.delete(key);
                records.remove(key);
            }
        } while (batch.size() == BATCH);
    }

    /** Removes every upload of a tenant; answers how many they were. */
    public long erase(String tenant) throws IOException {
        List<UploadKey> own = records.of(tenant);
        for (UploadKey key : own) {
            store.delete(key);
            records.remove(key);
        }
        return own.size();
    }

    /** Removes bytes, last written before {@code before}, that no record knows. */
    public void sweepOrphans(Instant before) throws IOException {
        store.uploadsBefore(before, key -> {
            if (records.find(key.tenant(), key.upload()).isEmpty()) {
                try {
                    store.delete(key);
                    log.info("removed the orphaned upload {}", key.upload());
                } catch (IOException e) {
                    log.warn("cannot remove the orphaned upload {}: {}", key.upload(), e.getMessage());
                }
            }
        });
    }

    /** Before a byte is read: what is said to be too much is not waited for. */
    private void checkRoom(String tenant, long length) throws UploadRefused {
        if (length > limits.bytes()) {
            throw tooLarge(limits.bytes());
        }
        if (records.bytesOf(tenant) + Math.max(0, length) > limits.tenantBytes()) {
            throw noRoom();
        }
    }

    private UploadRefused noRoom() {
        return new UploadRefused(
                UploadRefused.Reason.NO_ROOM,
                "Your uploads may have " + limits.tenantBytes() + " bytes altogether. Wait until older ones expire.");
    }

    private static UploadRefused tooLarge(long most) {
        return new UploadRefused(UploadRefused.Reason.TOO_LARGE, "An upload may have " + most + " bytes.");
    }

    /** Refuses the first byte too many. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw tooLarge(most);
            }
            return read;
        }
    }
}
