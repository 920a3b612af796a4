package dev.tintype.secret;

import dev.tintype.egress.AddressRanges;
import java.time.Instant;
import java.util.List;
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
 * @param allowedIps addresses and ranges that it works from; empty: any
 * @param lastUsed when it was last used, to the minute; null: not yet
 */
public record ApiKey(
        String kid,
        String tenant,
        String name,
        Set<Scope> scopes,
        String hash,
        Instant created,
        @Nullable Instant expires,
        boolean disabled,
        List<String> allowedIps,
        @Nullable Instant lastUsed) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
        allowedIps = List.copyOf(allowedIps);
    }

    /** A key that works from any address and was not used yet. */
    public ApiKey(
            String kid,
            String tenant,
            String name,
            Set<Scope> scopes,
            String hash,
            Instant created,
            @Nullable Instant expires,
            boolean disabled) {
        this(kid, tenant, name, scopes, hash, created, expires, disabled, List.of(), null);
    }

    /** Whether it works at {@code now}. */
    public boolean validAt(Instant now) {
        return !disabled && (expires == null || now.isBefore(expires));
    }

    /** Whether it works from {@code address}, an IP address as text. */
    public boolean worksFrom(String address) {
        return allowedIps.isEmpty() || AddressRanges.of(allowedIps).contains(address);
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
