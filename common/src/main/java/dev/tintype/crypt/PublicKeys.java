package dev.tintype.crypt;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/** Data keys for the owners of JWKs: a compact JWE (RFC 7516) by RSA-OAEP-256 or ECDH-ES+A256KW. */
final class PublicKeys {
    private static final int FEWEST_BITS = 2048;
    private static final int MOST_BITS = 8192;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private PublicKeys() {}

    /** Whether it is a public key of a kind that is taken. */
    static boolean usable(Map<String, Object> jwk) {
        try {
            JWK key = JWK.parse(jwk);
            return !key.isPrivate()
                    && switch (key) {
                        case RSAKey rsa ->
                            rsa.toRSAPublicKey().getModulus().bitLength() >= FEWEST_BITS
                                    && rsa.toRSAPublicKey().getModulus().bitLength() <= MOST_BITS;
                        case ECKey ec -> CURVES.contains(ec.getCurve());
                        default -> false;
                    };
        } catch (ParseException | JOSEException | RuntimeException e) {
            // what the library throws at nonsense is not only what it declares
            return false;
        }
    }

    static String wrap(Map<String, Object> jwk, byte[] dataKey) {
        try {
            JWK key = JWK.parse(jwk);
            boolean rsa = key instanceof RSAKey;
            JWEAlgorithm algorithm = rsa ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.ECDH_ES_A256KW;
            JWEHeader.Builder header = new JWEHeader.Builder(algorithm, EncryptionMethod.A256GCM);
            if (key.getKeyID() != null) {
                header.keyID(key.getKeyID());
            }
            JWEObject jwe = new JWEObject(header.build(), new Payload(dataKey));
            jwe.encrypt(rsa ? new RSAEncrypter(key.toRSAKey()) : new ECDHEncrypter(key.toECKey()));
            return jwe.serialize();
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("a key that was taken cannot be used", e);
        }
    }

    /** @throws NotOpened when it is not of that key */
    static byte[] unwrap(String compact, String privateJwk) throws NotOpened {
        JWK key;
        try {
            key = JWK.parse(privateJwk);
        } catch (ParseException e) {
            throw new NotOpened("The key file is not a JWK.", e);
        }
        if (!key.isPrivate()) {
            throw new NotOpened("The key file has only the public part of a key; the private one opens files.");
        }
        try {
            JWEObject jwe = JWEObject.parse(compact);
            jwe.decrypt(key instanceof RSAKey ? new RSADecrypter(key.toRSAKey()) : new ECDHDecrypter(key.toECKey()));
            return jwe.getPayload().toBytes();
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw new NotOpened("The file was encrypted for another key.", e);
        }
    }
}
