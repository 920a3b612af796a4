package dev.tintype.api.auth;

import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeys;
import dev.tintype.secret.ServerSecrets;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Who signed in to the console with a key. The browser keeps a cookie that names the key and is signed; nothing is kept
 * here, so every node knows every session, and a session ends with its key. What changes something must also carry a header
 * that only the console's own scripts can set (OWASP, Cross-Site Request Forgery Prevention). Thread-safe.
 */
@Component
public final class ConsoleSessions {
    /** What a request of the console that changes something carries. */
    public static final String CSRF_HEADER = "X-Tintype-CSRF";

    static final String COOKIE = "tintype_session";
    private static final Duration LENGTH = Duration.ofHours(12);
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "console-sessions";

    private final ServerSecrets secrets;
    private final ApiKeys keys;
    private final Clock clock;

    public ConsoleSessions(ServerSecrets secrets, ApiKeys keys, Clock clock) {
        this.secrets = secrets;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A cookie for whoever sent a key.
     *
     * @param secure whether the browser came by HTTPS
     */
    public ResponseCookie begin(ApiCaller caller, boolean secure) {
        String named = caller.kid() + "." + (clock.instant().getEpochSecond() + LENGTH.toSeconds());
        return cookie(named + "." + mac("session", named), secure, LENGTH);
    }

    /** A cookie that takes the session away. */
    public ResponseCookie end(boolean secure) {
        return cookie("", secure, Duration.ZERO);
    }

    /** What {@link #CSRF_HEADER} must say in the session of {@code request}; empty when it comes in none. */
    public Optional<String> csrf(HttpServletRequest request) {
        return Optional.ofNullable(token(request)).map(token -> mac("csrf", token));
    }

    static boolean isSession(HttpServletRequest request) {
        return token(request) != null;
    }

    /** Who the session is of; empty when it is not good, or not any more, or another site asked. */
    Optional<ApiCaller> caller(HttpServletRequest request) {
        String token = token(request);
        Matcher parts = TOKEN.matcher(token == null ? "" : token);
        if (token == null || !parts.matches()) {
            return Optional.empty();
        }
        String named = parts.group(1) + "." + parts.group(2);
        if (!same(parts.group(3), mac("session", named))
                || clock.instant().getEpochSecond() >= Long.parseLong(parts.group(2))) {
            return Optional.empty();
        }
        String header = request.getHeader(CSRF_HEADER);
        if (!SAFE.contains(request.getMethod()) && (header == null || !same(header, mac("csrf", token)))) {
            return Optional.empty();
        }
        return keys.working(parts.group(1))
                .filter((ApiKey key) -> key.worksFrom(request.getRemoteAddr()))
                .map(ApiCaller::of);
    }

    private static @Nullable String token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static ResponseCookie cookie(String value, boolean secure, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build();
    }

    private String mac(String use, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secrets.get(PURPOSE), HMAC));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(use + "\n" + text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(bytes(given), bytes(right));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
