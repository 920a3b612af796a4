package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes keys and takes them back. Thread-safe. Every method may throw {@link LedgerUnavailable}. */
public final class KeyIssuer {
    /** The most keys that work a tenant may have. */
    public static final int MOST = 500;

    private final ApiKeyStore store;
    private final KeyHasher hasher;
    private final Clock clock;

    public KeyIssuer(ApiKeyStore store, KeyHasher hasher, Clock clock) {
        this.store = store;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** A new key, and what its owner has to send: nobody can tell it later. */
    public record Issued(ApiKey key, KeyToken token) {}

    /**
     * A new key; empty when the tenant has as many as it may.
     *
     * @param allowedIps as {@link ApiKey#allowedIps}
     */
    public Optional<Issued> issue(
            String tenant, String name, Set<Scope> scopes, @Nullable Instant expires, List<String> allowedIps) {
        Instant now = clock.instant();
        long working = store.list().stream()
                .filter(key -> key.tenant().equals(tenant) && key.validAt(now))
                .count();
        if (working >= MOST) {
            return Optional.empty();
        }
        return Optional.of(add(tenant, name, scopes, expires, allowedIps));
    }

    /** A new key that may what {@code old} may, which itself works for {@code overlap} yet, and no longer than it would have. */
    public Issued rotate(ApiKey old, Duration overlap) {
        Issued issued = add(old.tenant(), old.name(), old.scopes(), old.expires(), old.allowedIps());
        Instant end = now().plus(overlap);
        if (old.expires() == null || end.isBefore(old.expires())) {
            store.expire(old.kid(), end);
        }
        return issued;
    }

    private Issued add(
            String tenant, String name, Set<Scope> scopes, @Nullable Instant expires, List<String> allowedIps) {
        KeyToken token = KeyToken.create();
        ApiKey key = new ApiKey(
                token.kid(),
                tenant,
                name,
                scopes,
                hasher.hash(token.reveal()),
                now(),
                expires,
                false,
                allowedIps,
                null);
        store.add(key);
        return new Issued(key, token);
    }

    /** As exact as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
