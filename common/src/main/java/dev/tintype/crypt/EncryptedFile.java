package dev.tintype.crypt;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;

/**
 * A content with a key of its own, in segments of 1 MiB of Tink's streaming AEAD (AES-256-GCM, key by HKDF-SHA256), behind a {@link
 * FileHeader} that has the key for one reader. Thread-safe.
 */
public final class EncryptedFile {
    private static final int KEY_BYTES = 32;
    private static final int SEGMENT = 1 << 20;
    private static final String HKDF = "HmacSha256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FileHeader header;
    private final byte[] prefix;
    private final AesGcmHkdfStreaming cipher;

    private EncryptedFile(FileHeader header, byte[] prefix, byte[] dataKey) {
        this.header = header;
        this.prefix = prefix;
        try {
            this.cipher = new AesGcmHkdfStreaming(dataKey, HKDF, KEY_BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How data keys are kept for one reader, for as many files as there are. */
    @FunctionalInterface
    public interface Wrapping {
        /** The header of a file that only the reader opens. */
        FileHeader header(String job, String name, String mediaType, byte[] dataKey);
    }

    /** For whoever has the tenant's key. */
    public static Wrapping forTenant(byte[] tenantKey) {
        return (job, name, mediaType, dataKey) -> new FileHeader(
                ArtifactEncryption.Mode.TENANT,
                job,
                name,
                mediaType,
                KeyWrap.wrap(tenantKey, dataKey, job + "/" + name),
                null,
                null);
    }

    /** For whoever knows the password. Takes time, and 64 MiB while it does. */
    public static Wrapping forPassword(String password) {
        byte[] salt = random(16);
        Passwords way = Passwords.of(salt);
        byte[] key;
        try {
            key = way.key(password);
        } catch (NotOpened e) {
            throw new IllegalStateException(e);
        }
        return (job, name, mediaType, dataKey) -> new FileHeader(
                ArtifactEncryption.Mode.PASSWORD,
                job,
                name,
                mediaType,
                KeyWrap.wrap(key, dataKey, job + "/" + name),
                way,
                null);
    }

    /** For the owner of a JWK that {@link ArtifactEncryption} takes. */
    public static Wrapping forKey(Map<String, Object> jwk) {
        return (job, name, mediaType, dataKey) -> new FileHeader(
                ArtifactEncryption.Mode.PUBLIC_KEY, job, name, mediaType, null, null, PublicKeys.wrap(jwk, dataKey));
    }

    /** A new file. */
    public static EncryptedFile create(Wrapping wrapping, String job, String name, String mediaType) {
        byte[] dataKey = random(KEY_BYTES);
        FileHeader header = wrapping.header(job, name, mediaType, dataKey);
        return new EncryptedFile(header, header.bytes(), dataKey);
    }

    /** Who opens files: has a key, a password, or the private part of a JWK. */
    @FunctionalInterface
    public interface Opener {
        /** @throws NotOpened when it is not for this one */
        byte[] dataKey(FileHeader header) throws IOException;
    }

    /** Whoever has the tenant's key. */
    public static Opener withTenant(byte[] tenantKey) {
        return header -> {
            String key = of(header, ArtifactEncryption.Mode.TENANT);
            return KeyWrap.unwrap(tenantKey, key, header.place(), "The file was encrypted with another tenant's key.");
        };
    }

    /** Whoever knows the password. */
    public static Opener withPassword(String password) {
        return header -> {
            String key = of(header, ArtifactEncryption.Mode.PASSWORD);
            Passwords way = header.argon2id();
            if (way == null) {
                throw new NotOpened("The file's header was changed.");
            }
            return KeyWrap.unwrap(
                    way.key(password),
                    key,
                    header.place(),
                    "The password is another one, or the file's header was changed.");
        };
    }

    /** Whoever has the private part of the key, {@code jwk} as JSON text. */
    public static Opener withKey(String jwk) {
        return header -> {
            if (header.mode() != ArtifactEncryption.Mode.PUBLIC_KEY || header.jwe() == null) {
                throw another(header);
            }
            return PublicKeys.unwrap(header.jwe(), jwk);
        };
    }

    private static String of(FileHeader header, ArtifactEncryption.Mode mode) throws NotOpened {
        String key = header.key();
        if (header.mode() != mode || key == null) {
            throw another(header);
        }
        return key;
    }

    private static NotOpened another(FileHeader header) {
        return new NotOpened(
                switch (header.mode()) {
                    case TENANT ->
                        "The file was encrypted for its tenant: the server that made it gives it out in the clear.";
                    case PASSWORD -> "The file was encrypted with a password.";
                    case PUBLIC_KEY -> "The file was encrypted for the owner of a key.";
                });
    }

    /**
     * Reads the header of a file, and nothing after it.
     *
     * @throws NotOpened when it is no such file, or not for {@code opener}
     */
    public static EncryptedFile open(InputStream in, Opener opener) throws IOException {
        byte[] prefix = FileHeader.take(in);
        FileHeader header = FileHeader.of(prefix);
        byte[] dataKey = opener.dataKey(header);
        if (dataKey.length != KEY_BYTES) {
            throw new NotOpened("The file's header was changed.");
        }
        return new EncryptedFile(header, prefix, dataKey);
    }

    public FileHeader header() {
        return header;
    }

    /** How many bytes stand before the content. */
    public int prefix() {
        return prefix.length;
    }

    /** How long the file is whose content has so many bytes in the clear. */
    public long length(long bytes) {
        return prefix.length + cipher.expectedCiphertextSize(bytes);
    }

    /** The whole file of a content, made while it is read. Closes the content. */
    public InputStream encrypted(InputStream content) throws IOException {
        return new SequenceInputStream(
                new ByteArrayInputStream(prefix),
                new EncryptingStream(content, out -> cipher.newEncryptingStream(out, prefix)));
    }

    /**
     * The content of a file.
     *
     * @param rest what stands behind the header
     * @throws IOException also while it is read: when a byte was changed, or the end is missing
     */
    public InputStream decrypted(InputStream rest) throws IOException {
        try {
            return cipher.newDecryptingStream(rest, prefix);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The same, to be read from anywhere. */
    public SeekableByteChannel decrypted(SeekableByteChannel rest) throws IOException {
        try {
            return cipher.newSeekableDecryptingChannel(rest, prefix);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
