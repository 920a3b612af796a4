package dev.tintype.secret;

import dev.tintype.config.BadSetting;
import dev.tintype.ledger.LedgerUnavailable;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees to it, at start, that there is a key: a server never runs open. */
public final class KeyBootstrap {
    /** Who owns what the first keys make. */
    public static final String TENANT = "default";
    /** The fewest letters a token of the operator's own may have. */
    public static final int SHORTEST_TOKEN = 16;

    private static final String SETTING = "TINTYPE_AUTH_TOKEN";

    private final ApiKeyStore store;
    private final KeyHasher hasher;
    private final Clock clock;

    public KeyBootstrap(ApiKeyStore store, KeyHasher hasher, Clock clock) {
        this.store = store;
        this.hasher = hasher;
        this.clock = clock;
    }

    /**
     * Makes the token of the settings the admin key that it says it is, in place of the one of an earlier start. Without
     * one, and if there is no key at all, makes the first and gives it to {@code sink}.
     *
     * @throws BadSetting when the token is too short, or a mistyped key
     * @throws LedgerUnavailable when keys cannot be stored now
     */
    public void run(@Nullable String token, FirstKeySink sink) {
        if (token != null) {
            store.replaceFromSettings(admin(kid(token), SETTING, token));
            return;
        }
        store.replaceFromSettings(null);
        KeyToken first = KeyToken.create();
        if (store.addFirst(admin(first.kid(), "first key", first.reveal()))) {
            handOver(first, sink);
        }
    }

    /** A key that nobody got to see would lock everybody out. */
    private void handOver(KeyToken first, FirstKeySink sink) {
        try {
            sink.accept(first);
        } catch (RuntimeException e) {
            store.remove(first.kid());
            throw e;
        }
    }

    private String kid(String token) {
        if (token.startsWith(KeyToken.PREFIX)) {
            return KeyToken.parse(token)
                    .map(KeyToken::kid)
                    .orElseThrow(() -> new BadSetting(
                            SETTING, "looks like an API key, but its checksum is wrong", "Copy the whole key again."));
        }
        if (token.length() < SHORTEST_TOKEN) {
            throw new BadSetting(
                    SETTING, "is too short", "Give at least " + SHORTEST_TOKEN + " characters, better random ones.");
        }
        return hasher.kidOfChosen(token);
    }

    private ApiKey admin(String kid, String name, String token) {
        return new ApiKey(kid, TENANT, name, Set.of(Scope.ADMIN), hasher.hash(token), clock.instant(), null, false);
    }
}
