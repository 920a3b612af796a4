package dev.tintype.crypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys encrypted with keys: AES-256-GCM with a random nonce before it, as Base64. */
final class KeyWrap {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyWrap() {}

    /** @param place what the key is for: it opens nowhere else */
    static String wrap(byte[] with, byte[] key, String place) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, with, nonce, key, place);
            byte[] all = ByteBuffer.allocate(NONCE + wrapped.length)
                    .put(nonce)
                    .put(wrapped)
                    .array();
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws NotOpened saying {@code why} when it was wrapped with another key, for another place, or changed */
    static byte[] unwrap(byte[] with, String wrapped, String place, String why) throws NotOpened {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(wrapped));
            byte[] nonce = new byte[Math.min(NONCE, all.remaining())];
            all.get(nonce);
            byte[] rest = new byte[all.remaining()];
            all.get(rest);
            return crypt(Cipher.DECRYPT_MODE, with, nonce, rest, place);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotOpened(why, e);
        }
    }

    private static byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] text, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(text);
    }
}
