package dev.tintype.crypt;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Keys of passwords by Argon2id (RFC 9106).
 *
 * @param salt Base64
 * @param memoryKib how much memory one try takes
 * @param iterations how often it is gone through
 */
record Passwords(String salt, int memoryKib, int iterations, int parallelism) {
    /** The second choice of RFC 9106 §4, for machines that do more than one thing. */
    private static final int MEMORY_KIB = 64 << 10;

    private static final int ITERATIONS = 3;
    private static final int LANES = 4;
    private static final int KEY_BYTES = 32;
    /** What a file may ask of whoever opens it. */
    private static final int MOST_KIB = 1 << 20;

    private static final int MOST_ITERATIONS = 16;
    private static final int MOST_LANES = 16;
    private static final int LEAST_SALT = 8;

    /** As new files have it. */
    static Passwords of(byte[] salt) {
        return new Passwords(Base64.getEncoder().encodeToString(salt), MEMORY_KIB, ITERATIONS, LANES);
    }

    byte[] key(String password) throws NotOpened {
        byte[] bytes = decoded(salt);
        boolean sane = bytes.length >= LEAST_SALT
                && parallelism >= 1
                && parallelism <= MOST_LANES
                && memoryKib >= 8 * parallelism
                && memoryKib <= MOST_KIB
                && iterations >= 1
                && iterations <= MOST_ITERATIONS;
        if (!sane) {
            throw new NotOpened(
                    "The file's header asks for a way to use the password that is not taken: it was changed.");
        }
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(bytes)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .build());
        byte[] key = new byte[KEY_BYTES];
        // the same letters, whatever keyboard they were typed on
        String same = Normalizer.normalize(password, Normalizer.Form.NFC);
        argon2.generateBytes(same.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    private static byte[] decoded(String base64) throws NotOpened {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new NotOpened("The file's header was changed.", e);
        }
    }
}
