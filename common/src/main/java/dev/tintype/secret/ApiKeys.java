package dev.tintype.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tintype.ledger.LedgerUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whose key a token is. Thread-safe. */
public final class ApiKeys {
    /** Shorter than a second, so that a revoked key is dead within one everywhere. */
    private static final Duration REMEMBERED = Duration.ofMillis(900);

    /** How exactly it is known when a key was last used. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final int REMEMBERED_AT_MOST = 10_000;
    /** A token that nobody could have chosen by accident is longer; one longer than this is an attack. */
    private static final int LONGEST = 512;

    /** Compared with when there is no such key, so that the answer takes as long as for a wrong secret. */
    private static final ApiKey NOBODY =
            new ApiKey("", "nobody", "", Set.of(), "0".repeat(64), Instant.EPOCH, null, true);

    private final ApiKeyStore store;
    private final KeyHasher hasher;
    private final Clock clock;
    private final Cache<String, ApiKey> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_AT_MOST)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Cache<String, Instant> noted = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_AT_MOST)
            .expireAfterWrite(NOTED)
            .build();

    public ApiKeys(ApiKeyStore store, KeyHasher hasher, Clock clock) {
        this.store = store;
        this.hasher = hasher;
        this.clock = clock;
    }

    /**
     * The key that {@code token} is, if it works now. Which of unknown, wrong, expired and revoked it is otherwise, nobody
     * is told.
     *
     * @throws LedgerUnavailable when keys cannot be looked up now
     */
    public Optional<ApiKey> authenticate(String token) {
        Optional<String> kid = kid(token);
        if (kid.isEmpty()) {
            return Optional.empty();
        }
        ApiKey key = find(kid.get());
        boolean same = MessageDigest.isEqual(bytes(hasher.hash(token)), bytes(key.hash()));
        if (!same || !key.validAt(clock.instant())) {
            return Optional.empty();
        }
        note(key.kid());
        return Optional.of(key);
    }

    /** Whether nobody can find {@code token} by trying: it has the form, and so the random bits, of one that the server made. */
    public static boolean unguessable(String token) {
        return token.length() <= LONGEST && KeyToken.parse(token).isPresent();
    }

    /** A note that cannot be taken now is no reason to refuse anybody. */
    private void note(String kid) {
        Instant now = clock.instant();
        if (noted.asMap().putIfAbsent(kid, now) == null) {
            try {
                store.used(kid, now);
            } catch (LedgerUnavailable e) {
                noted.invalidate(kid);
                log.debug("the use of key {} is not noted", kid, e);
            }
        }
    }

    /** The key of that public name, if it works now: for what was signed for it. */
    public Optional<ApiKey> working(String kid) {
        ApiKey key = find(kid);
        return key.validAt(clock.instant()) ? Optional.of(key) : Optional.empty();
    }

    private Optional<String> kid(String token) {
        if (token.startsWith(KeyToken.PREFIX)) {
            return KeyToken.parse(token).map(KeyToken::kid);
        }
        return token.length() < KeyBootstrap.SHORTEST_TOKEN || token.length() > LONGEST
                ? Optional.empty()
                : Optional.of(hasher.kidOfChosen(token));
    }

    /** Only keys that exist are remembered, or strangers could fill the memory with what does not. */
    private ApiKey find(String kid) {
        ApiKey known = remembered.getIfPresent(kid);
        if (known != null) {
            return known;
        }
        Optional<ApiKey> stored = store.find(kid);
        stored.ifPresent(key -> remembered.put(kid, key));
        return stored.orElse(NOBODY);
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }
}
