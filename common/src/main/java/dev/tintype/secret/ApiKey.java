package dev.tintype.secret;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as the server knows it: everything but the secret.
 *
 * @param kid its public name
 * @param tenant whose jobs it sees
 * @param name what people call it
 * @param hash {@link KeyHasher#hash} of the token
 * @param expires when it stops working; null: never
 * @param disabled revoked for good
 */
public record ApiKey(
        String kid,
        String tenant,
        String name,
        Set<Scope> scopes,
        String hash,
        Instant created,
        @Nullable Instant expires,
        boolean disabled) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it works at {@code now}. */
    public boolean validAt(Instant now) {
        return !disabled && (expires == null || now.isBefore(expires));
    }

    /** Whether it may do what {@code scope} allows. */
    public boolean allows(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[" + kid + " of " + tenant + "]";
    }
}
