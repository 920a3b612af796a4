package dev.tintype.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals texts for keeping: AES-256-GCM with a random nonce, as {@code <name of the key>.<base64>}. What is sealed for one place opens at
 * no other. Thread-safe.
 */
public final class SecretBox {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SealKeys keys;
    private final String purpose;
    private final SecureRandom random = new SecureRandom();

    /** @param purpose what kind of texts: each has keys of its own */
    public SecretBox(SealKeys keys, String purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** @param place whose text it is */
    public String seal(String text, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        String id = keys.current();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key(id), nonce, text.getBytes(StandardCharsets.UTF_8), place);
        return id
                + "."
                + Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                                .put(nonce)
                                .put(sealed)
                                .array());
    }

    /** @throws IllegalStateException when it was sealed with a key that is not there, for another place, or changed */
    public String open(String sealed, String place) {
        int dot = sealed.indexOf('.');
        byte[] bytes = dot < 0 ? new byte[0] : decoded(sealed.substring(dot + 1));
        if (bytes.length < NONCE) {
            throw new IllegalStateException("a sealed secret is cut short");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        byte[] text = crypt(Cipher.DECRYPT_MODE, key(sealed.substring(0, dot)), nonce, rest, place);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a sealed secret was changed", e);
        }
    }

    private SecretKey key(String id) {
        return keys.find(id, purpose)
                .orElseThrow(() -> new IllegalStateException(
                        "a secret was sealed with a key that TINTYPE_SEAL_KEYS does not have any more"));
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] text, String place) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed secret cannot be opened", e);
        }
    }
}
