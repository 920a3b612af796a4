package dev.tintype.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys that seal what is kept, none of which is kept with it. The first seals; the others only open what they sealed when they were
 * the first, so that a new one can be put before them. For each purpose another key is derived (HKDF, RFC 5869). Thread-safe.
 */
public final class SealKeys {
    /** The fewest letters of a secret. */
    public static final int SHORTEST = 32;

    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;

    private final List<Secret> secrets;
    private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

    private record Secret(String id, String text) {}

    /**
     * @param secrets random texts of at least {@value #SHORTEST} letters, the one that seals first
     * @throws IllegalArgumentException saying what is wrong, without the secrets
     */
    public SealKeys(List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("has no key");
        }
        List<Secret> all = new ArrayList<>();
        for (String secret : secrets) {
            if (secret.strip().length() < SHORTEST) {
                throw new IllegalArgumentException("has a key of fewer than " + SHORTEST + " characters");
            }
            all.add(new Secret(id(secret.strip()), secret.strip()));
        }
        this.secrets = List.copyOf(all);
    }

    /** The name of the key that seals: it tells nothing of the key. */
    public String current() {
        return secrets.getFirst().id();
    }

    /** The key of that name for {@code purpose}; empty when it is not one of these. */
    public Optional<SecretKey> find(String id, String purpose) {
        return secrets.stream()
                .filter(secret -> secret.id().equals(id))
                .findFirst()
                .map(secret -> derived.computeIfAbsent(id + " " + purpose, _ -> derive(secret.text(), purpose)));
    }

    private static SecretKey derive(String secret, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(("tintype " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("name of ".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SealKeys[" + current() + "]";
    }
}
