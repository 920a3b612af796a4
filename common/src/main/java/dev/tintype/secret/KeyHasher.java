package dev.tintype.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Turns keys into what may be stored. Keys are random, so one round of SHA-256 is enough; the pepper, which is not in the
 * store, makes a stolen store useless against keys that people chose themselves. Thread-safe.
 */
public final class KeyHasher {
    private static final String CHOSEN = "chosen-";
    private static final int CHOSEN_KID_LENGTH = 12;

    private final byte[] pepper;

    /** @param pepper a secret of the server's settings, the same on every node; null: none */
    public KeyHasher(@Nullable String pepper) {
        this.pepper = pepper == null ? new byte[0] : pepper.getBytes(StandardCharsets.UTF_8);
    }

    /** Lower-case hex of {@code SHA-256(pepper ‖ token)}. */
    public String hash(String token) {
        return digest(token);
    }

    /** The public name of a token that is not of our form: taken from a second hash, which tells nothing of the first. */
    public String kidOfChosen(String token) {
        return CHOSEN + digest("kid of " + token).substring(0, CHOSEN_KID_LENGTH);
    }

    private String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(pepper);
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
