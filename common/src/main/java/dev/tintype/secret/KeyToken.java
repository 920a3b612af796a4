package dev.tintype.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as its owner holds it: {@code tt_live_<kid>_<secret>_<crc>}. The prefix lets secret scanners find it, the kid is
 * its public name, the secret has more than 256 random bits, and the CRC-32 tells a typo without asking anyone.
 */
public final class KeyToken {
    /** What every key of this form begins with. */
    public static final String PREFIX = "tt_live_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KID_LENGTH = 12;
    /** 43 letters of 62 are 256.03 bits: as much as 32 random bytes. */
    private static final int SECRET_LENGTH = 43;

    private static final Pattern FORM = Pattern.compile(
            "(tt_live_([0-9A-Za-z]{%d})_[0-9A-Za-z]{%d})_([0-9a-f]{8})".formatted(KID_LENGTH, SECRET_LENGTH));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String kid;
    private final String value;

    private KeyToken(String kid, String value) {
        this.kid = kid;
        this.value = value;
    }

    /** A new key that nobody else has. */
    public static KeyToken create() {
        String kid = letters(RANDOM, KID_LENGTH);
        String body = PREFIX + kid + "_" + letters(RANDOM, SECRET_LENGTH);
        return new KeyToken(kid, body + "_" + checksum(body));
    }

    /** The key in {@code text}, or empty when it is not of the form or mistyped. */
    public static Optional<KeyToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && checksum(form.group(1)).equals(form.group(3))
                ? Optional.of(new KeyToken(form.group(2), text))
                : Optional.empty();
    }

    /** The key's public name; harmless in logs. */
    public String kid() {
        return kid;
    }

    /** The whole key: shown to its owner once, and never again. */
    public String reveal() {
        return value;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + kid + "_…";
    }

    private static String letters(RandomGenerator random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
