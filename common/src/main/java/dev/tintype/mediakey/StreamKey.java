package dev.tintype.mediakey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The random secret of one stream, of which all its keys are derived (HKDF, RFC 5869): however often keys change, only this is kept,
 * and a key tells nothing of the others. Immutable.
 */
public final class StreamKey {
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private StreamKey(byte[] secret) {
        this.secret = secret;
    }

    /** A new one. */
    public static StreamKey create() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new StreamKey(secret);
    }

    static StreamKey ofText(String base64) {
        return new StreamKey(Base64.getDecoder().decode(base64));
    }

    String text() {
        return Base64.getEncoder().encodeToString(secret);
    }

    /** The AES-128 key of that number. */
    public byte[] key(int number) {
        return derive("media key " + number);
    }

    /** The name that a file has for the key of that number: ISO/IEC 23001-7 calls it KID. It tells nothing of the key. */
    public byte[] kid(int number) {
        return derive("media key id " + number);
    }

    private byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(("tintype " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StreamKey";
    }
}
