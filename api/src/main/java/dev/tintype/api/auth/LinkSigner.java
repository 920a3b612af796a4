package dev.tintype.api.auth;

import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeys;
import dev.tintype.secret.Scope;
import dev.tintype.secret.ServerSecrets;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes and checks links that need no header: a GET of exactly one address with exactly these parameters, until a moment, for
 * as long as the key works that made it. Checked before anything is looked up. Thread-safe.
 */
@Component
public final class LinkSigner {
    /** Where a link to a capture leads. */
    public static final String CAPTURES = "/v1/signed/capture";

    static final String SIGNATURE = "signature";
    private static final String EXPIRES = "expires";
    private static final String KEY = "key";
    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "signed-urls";

    private final ServerSecrets secrets;
    private final ApiKeys keys;
    private final Clock clock;

    public LinkSigner(ServerSecrets secrets, ApiKeys keys, Clock clock) {
        this.secrets = secrets;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A link to {@code path}.
     *
     * @param parameters what it says besides
     */
    public String sign(ApiCaller caller, String path, Map<String, String> parameters, Instant expires) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(EXPIRES, Long.toString(expires.getEpochSecond()));
        all.put(KEY, caller.kid());
        return path + "?" + query(all) + "&" + SIGNATURE + "=" + signature(caller.kid(), path, all);
    }

    /** Whether a request is to be let in by a link, good or not. */
    static boolean isLink(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("GET")
                && request.getParameter(SIGNATURE) != null
                && (path.equals(CAPTURES) || path.matches("/v1/jobs/[^/]+/artifacts/[^/]+"));
    }

    /** Who made the link, with no more than the link allows; empty when it is not good, or not any more. */
    Optional<ApiCaller> caller(HttpServletRequest request) {
        Map<String, String> all = new TreeMap<>();
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length != 1) {
                return Optional.empty();
            }
            all.put(parameter.getKey(), parameter.getValue()[0]);
        }
        String given = all.remove(SIGNATURE);
        String kid = all.get(KEY);
        String expires = all.get(EXPIRES);
        if (given == null || kid == null || expires == null || !expires.matches("[0-9]{1,12}")) {
            return Optional.empty();
        }
        String right = signature(kid, request.getRequestURI(), all);
        if (!MessageDigest.isEqual(bytes(given), bytes(right))
                || clock.instant().getEpochSecond() >= Long.parseLong(expires)) {
            return Optional.empty();
        }
        return keys.working(kid).flatMap(key -> caller(key, request.getRequestURI()));
    }

    private static Optional<ApiCaller> caller(ApiKey key, String path) {
        Set<Scope> scopes =
                path.equals(CAPTURES) ? Set.of(Scope.JOBS_WRITE, Scope.ARTIFACTS_READ) : Set.of(Scope.ARTIFACTS_READ);
        return scopes.stream().allMatch(key::allows)
                ? Optional.of(new ApiCaller(key.tenant(), key.kid(), scopes))
                : Optional.empty();
    }

    private String signature(String kid, String path, Map<String, String> parameters) {
        byte[] ofKey = hmac(secrets.get(PURPOSE), kid);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hmac(ofKey, "GET\n" + path + "\n" + query(parameters)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encoded, so that no two sets of parameters are the same text. */
    private static String query(Map<String, String> sorted) {
        return sorted.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
