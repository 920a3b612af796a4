package dev.tintype.callback;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair of an endpoint whose receiver shall be able to check, but not to make, signatures: {@code whsk_} and base64 of
 * seed and public key, {@code whpk_} and base64 of the public key (Standard Webhooks).
 */
public final class Ed25519Key {
    private static final String ALGORITHM = "Ed25519";
    private static final String SECRET = "whsk_";
    private static final String PUBLIC = "whpk_";
    private static final int BYTES = 32;

    private final byte[] seed;
    private final byte[] publicKey;

    private Ed25519Key(byte[] seed, byte[] publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    /** A new key pair. */
    public static Ed25519Key create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            // X.509 wraps the 32 bytes of RFC 8032 in a fixed head (RFC 8410 §4)
            byte[] encoded = pair.getPublic().getEncoded();
            return new Ed25519Key(seed, Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException when {@code text} is not of the form above; never quotes it */
    public static Ed25519Key parse(String text) {
        if (!text.startsWith(SECRET)) {
            throw new IllegalArgumentException("a signing key begins with " + SECRET);
        }
        byte[] both = Base64.getDecoder().decode(text.substring(SECRET.length()));
        if (both.length != 2 * BYTES) {
            throw new IllegalArgumentException("a signing key has " + 2 * BYTES + " bytes");
        }
        return new Ed25519Key(Arrays.copyOf(both, BYTES), Arrays.copyOfRange(both, BYTES, both.length));
    }

    /** The whole pair, for keeping it sealed; no receiver needs it. */
    public String reveal() {
        byte[] both = Arrays.copyOf(seed, 2 * BYTES);
        System.arraycopy(publicKey, 0, both, BYTES, BYTES);
        return SECRET + Base64.getEncoder().encodeToString(both);
    }

    /** What receivers check with; no secret. */
    public String publicText() {
        return PUBLIC + Base64.getEncoder().encodeToString(publicKey);
    }

    /** {@code v1a,} and the signature of {@code content}. */
    String sign(byte[] content) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret half. */
    @Override
    public String toString() {
        return publicText();
    }
}
