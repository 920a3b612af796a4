package dev.tintype.mediakey;

import dev.tintype.seal.SealKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes and checks the links by which players get one key until a moment, without an API key. Signed in the worker, checked in the api:
 * the key that signs is one that both were given, and not kept in the ledger. Thread-safe.
 */
public final class MediaKeyLinks {
    /** Before the id. */
    public static final String PATH = "/v1/keys/media/";

    private static final String PURPOSE = "media-key-links";
    private static final String HMAC = "HmacSHA256";
    private static final String EXPIRES = "expires";
    private static final String KEY = "key";
    private static final String SIGNATURE = "signature";

    private final SealKeys keys;

    public MediaKeyLinks(SealKeys keys) {
        this.keys = keys;
    }

    /** A link to the key of that id, relative to the server. */
    public String sign(MediaKeyId id, Instant expires) {
        String until = Long.toString(expires.getEpochSecond());
        String name = keys.current();
        String signature = signature(id.toString(), until, name).orElseThrow();
        return PATH + id + "?" + EXPIRES + "=" + until + "&" + KEY + "=" + name + "&" + SIGNATURE + "=" + signature;
    }

    /**
     * Whether a link is good. Looks nothing up.
     *
     * @param id as it stands in the path
     * @param parameters all of the query's, once each
     */
    public boolean isGood(String id, Map<String, String> parameters, Instant now) {
        String expires = parameters.get(EXPIRES);
        String key = parameters.get(KEY);
        String given = parameters.get(SIGNATURE);
        if (expires == null
                || key == null
                || given == null
                || !parameters.keySet().equals(Set.of(EXPIRES, KEY, SIGNATURE))
                || !expires.matches("[0-9]{1,12}")) {
            return false;
        }
        Optional<String> right = signature(id, expires, key);
        return right.isPresent()
                && MessageDigest.isEqual(bytes(given), bytes(right.get()))
                && now.getEpochSecond() < Long.parseLong(expires);
    }

    /** Empty when there is no signing key of that name. */
    private Optional<String> signature(String id, String expires, String key) {
        return keys.find(key, PURPOSE).map(secret -> hmac(secret, id + "\n" + expires + "\n" + key));
    }

    private static String hmac(SecretKey secret, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
