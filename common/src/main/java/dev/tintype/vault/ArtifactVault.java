package dev.tintype.vault;

import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.Sha256;
import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.crypt.EncryptedFile;
import dev.tintype.crypt.NotOpened;
import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.JobOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores artifacts and gives them back, encrypted in the store where their jobs or the operator wish it. Thread-safe. */
public final class ArtifactVault {
    private final ArtifactStore store;
    private final @Nullable TenantKeys keys;
    private final Passwords passwords;
    private final boolean always;

    /** How the password of a job is opened. */
    @FunctionalInterface
    public interface Passwords {
        String open(String tenant, String kept);
    }

    /**
     * Over a store.
     *
     * @param always whether jobs that do not say are encrypted for their tenant
     */
    public ArtifactVault(ArtifactStore store, TenantKeys keys, Passwords passwords, boolean always) {
        this.store = store;
        this.keys = keys;
        this.passwords = passwords;
        this.always = always;
    }

    private ArtifactVault(ArtifactStore store) {
        this.store = store;
        this.keys = null;
        this.passwords = (_, _) -> {
            throw new IllegalStateException("nothing is encrypted here");
        };
        this.always = false;
    }

    /** One that encrypts nothing. */
    public static ArtifactVault plain(ArtifactStore store) {
        return new ArtifactVault(store);
    }

    /** The store below: what is read there may be encrypted. */
    public ArtifactStore store() {
        return store;
    }

    /** What stores the artifacts of a job. */
    public Writer writer(Job job) {
        return writer(job, job.request().options());
    }

    /** What stores the artifacts of the job's parts. */
    public Writer parts(Job job) {
        return writer(job, job.request().options().ofPart());
    }

    private Writer writer(Job job, JobOptions options) {
        ArtifactEncryption wish = options.encryption();
        return new Writer(wish == null && always ? ArtifactEncryption.TENANT : wish, job.tenant());
    }

    /** Stores the artifacts of one job. Thread-safe. */
    public final class Writer {
        private final @Nullable ArtifactEncryption wish;
        private final String tenant;
        private EncryptedFile.@Nullable Wrapping wrapping;

        private Writer(@Nullable ArtifactEncryption wish, String tenant) {
            this.wish = wish;
            this.tenant = tenant;
        }

        /** As {@link ArtifactStore#put}; the artifact has the facts. */
        public Artifact put(ArtifactKey key, String kind, String mediaType, Path file, Map<String, Object> facts)
                throws IOException {
            if (wish == null) {
                return made(key, kind, mediaType, store.put(key, file, mediaType), facts, null);
            }
            try (InputStream content = Files.newInputStream(file)) {
                return encrypted(wish, key, kind, mediaType, content, facts);
            }
        }

        /** The same with bytes. */
        public Artifact put(ArtifactKey key, String kind, String mediaType, byte[] bytes, Map<String, Object> facts)
                throws IOException {
            if (wish == null) {
                return made(key, kind, mediaType, store.put(key, bytes, mediaType), facts, null);
            }
            return encrypted(wish, key, kind, mediaType, new ByteArrayInputStream(bytes), facts);
        }

        private Artifact encrypted(
                ArtifactEncryption how,
                ArtifactKey key,
                String kind,
                String mediaType,
                InputStream content,
                Map<String, Object> facts)
                throws IOException {
            EncryptedFile file = EncryptedFile.create(wrapping(how), key.job().value(), key.name(), mediaType);
            Sha256Stream counted = new Sha256Stream(content);
            boolean clear = how.mode() == ArtifactEncryption.Mode.TENANT;
            ArtifactKey to = clear
                    ? key
                    : new ArtifactKey(key.tenant(), key.job(), key.attempt(), key.name() + Artifact.ENCRYPTED_SUFFIX);
            ArtifactStore.Stored stored = store.put(to, file.encrypted(counted), Artifact.ENCRYPTED_TYPE);
            return clear
                    ? made(key, kind, mediaType, counted.passed(), facts, how.mode())
                    : made(to, kind, Artifact.ENCRYPTED_TYPE, stored, facts, how.mode());
        }

        private static Artifact made(
                ArtifactKey key,
                String kind,
                String mediaType,
                ArtifactStore.Stored stored,
                Map<String, Object> facts,
                ArtifactEncryption.@Nullable Mode mode) {
            return new Artifact(
                    key.name(),
                    kind,
                    mediaType,
                    stored.bytes(),
                    stored.sha256(),
                    key.attempt(),
                    mode,
                    Map.copyOf(facts));
        }

        private synchronized EncryptedFile.Wrapping wrapping(ArtifactEncryption how) throws IOException {
            EncryptedFile.Wrapping known = wrapping;
            if (known == null) {
                known = switch (how.mode()) {
                    case TENANT -> EncryptedFile.forTenant(keys().of(tenant));
                    case PASSWORD ->
                        EncryptedFile.forPassword(passwords.open(tenant, Objects.requireNonNull(how.password())));
                    case PUBLIC_KEY -> EncryptedFile.forKey(Objects.requireNonNull(how.jwk()));
                };
                wrapping = known;
            }
            return known;
        }
    }

    /**
     * Opens {@code length} bytes from {@code offset} of what callers get of an artifact; the caller closes.
     *
     * @return empty when it is not there, or its key is not there any more
     * @throws IOException also while it is read, when it is not what was stored
     */
    public Optional<InputStream> open(Job job, Artifact artifact, long offset, long length) throws IOException {
        ArtifactKey key = new ArtifactKey(job.tenant(), job.id(), artifact.attempt(), artifact.name());
        if (artifact.encryptedFor() != ArtifactEncryption.Mode.TENANT) {
            return store.open(key, offset, length);
        }
        Optional<byte[]> tenantKey = keys().find(job.tenant());
        if (tenantKey.isEmpty()) {
            return Optional.empty();
        }
        Optional<InputStream> stored = store.open(key, 0, Long.MAX_VALUE);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        InputStream in = stored.get();
        try {
            EncryptedFile file = EncryptedFile.open(in, EncryptedFile.withTenant(tenantKey.get()));
            boolean same = file.header().job().equals(job.id().value())
                    && file.header().name().equals(artifact.name());
            if (!same) {
                throw new NotOpened("it is another artifact's");
            }
            if (offset == 0 && length >= artifact.bytes()) {
                return Optional.of(file.decrypted(in));
            }
            in.close();
            StoredChannel rest =
                    new StoredChannel(store, key, file.prefix(), file.length(artifact.bytes()) - file.prefix());
            SeekableByteChannel clear = file.decrypted(rest).position(offset);
            return Optional.of(new LimitedStream(Channels.newInputStream(clear), length));
        } catch (NotOpened e) {
            in.close();
            throw new StoreUnavailable(
                    "the artifact store gives back another file than was stored as " + key.path() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private TenantKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("nothing is encrypted here");
        }
        return keys;
    }

    /** Counts and hashes what is read through it. */
    private static final class Sha256Stream extends DigestInputStream {
        private long bytes;

        Sha256Stream(InputStream content) {
            super(content, Sha256.digest());
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            bytes += Math.max(0, read);
            return read;
        }

        ArtifactStore.Stored passed() {
            return new ArtifactStore.Stored(
                    bytes, HexFormat.of().formatHex(getMessageDigest().digest()));
        }
    }
}
