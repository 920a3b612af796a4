package dev.tintype.api.auth;

import dev.tintype.config.BadSetting;
import dev.tintype.secret.KeyBootstrap;
import dev.tintype.secret.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Links to {@code /capture} as Pixashot's guide makes them: parameters sorted by name, {@code k=v} of the decoded values joined
 * by {@code &}, HMAC-SHA256 with the server's secret, unpadded base64url. Unlike there, {@code expires} must be given.
 * Thread-safe.
 */
@Component
public final class PixashotLinks {
    static final String PATH = "/capture";
    /** The public name of nobody's key. */
    private static final String KID = "signed-link";

    private static final String SETTING = "TINTYPE_URL_SIGNING_SECRET";
    private static final int SHORTEST = 16;
    private static final String HMAC = "HmacSHA256";

    private final String secret;
    private final Clock clock;

    PixashotLinks(@Value("${tintype.url-signing-secret:}") String secret, Clock clock) {
        if (!secret.isEmpty() && secret.length() < SHORTEST) {
            throw new BadSetting(SETTING, "is too short", "Give at least " + SHORTEST + " random characters.");
        }
        this.secret = secret;
        this.clock = clock;
    }

    /** Whether there is a secret to sign links with; without one none is good. */
    public boolean ready() {
        return !secret.isEmpty();
    }

    static boolean isLink(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getRequestURI().equals(PATH)
                && request.getParameter(LinkSigner.SIGNATURE) != null;
    }

    /** The default tenant, when the link is good now. */
    Optional<ApiCaller> caller(Map<String, String[]> parameters) {
        Map<String, String> all = new TreeMap<>();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (parameter.getValue().length != 1) {
                return Optional.empty();
            }
            all.put(parameter.getKey(), parameter.getValue()[0]);
        }
        String given = all.remove(LinkSigner.SIGNATURE);
        String expires = all.get("expires");
        boolean good = !secret.isEmpty()
                && given != null
                && expires != null
                && expires.matches("[0-9]{1,12}")
                && MessageDigest.isEqual(bytes(given), bytes(signature(all)))
                && clock.instant().getEpochSecond() <= Long.parseLong(expires);
        return good
                ? Optional.of(new ApiCaller(KeyBootstrap.TENANT, KID, Set.of(Scope.JOBS_WRITE, Scope.ARTIFACTS_READ)))
                : Optional.empty();
    }

    private String signature(Map<String, String> sorted) {
        String message = sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(secret), HMAC));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(message)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
