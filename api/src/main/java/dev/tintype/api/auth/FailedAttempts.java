package dev.tintype.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tintype.config.TintypeProperties;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Counts wrong keys by client address, so that nobody tries out tokens. Of IPv6 the /64 counts: that is what one client has.
 * Each process counts for itself. Thread-safe.
 */
@Component
final class FailedAttempts {
    /** What counts is forgotten this long after the first. */
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int ADDRESSES = 50_000;
    private static final int V6_NETWORK = 8;

    private final int most;
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .build();

    FailedAttempts(TintypeProperties properties) {
        this.most = properties.auth().failures();
    }

    /** Whether {@code address} has sent as many wrong keys as it may. */
    boolean tooMany(String address) {
        AtomicInteger count = most == 0 ? null : failures.getIfPresent(client(address));
        return count != null && count.get() >= most;
    }

    void count(String address) {
        if (most > 0) {
            failures.get(client(address), _ -> new AtomicInteger()).incrementAndGet();
        }
    }

    private static String client(String address) {
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
        return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, V6_NETWORK));
    }
}
