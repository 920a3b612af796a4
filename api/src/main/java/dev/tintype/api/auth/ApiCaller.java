package dev.tintype.api.auth;

import dev.tintype.secret.ApiKey;
import dev.tintype.secret.Scope;
import java.security.Principal;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param tenant whose jobs it is about
 * @param kid the key's public name
 */
public record ApiCaller(String tenant, String kid, Set<Scope> scopes) implements Principal {
    static ApiCaller of(ApiKey key) {
        return new ApiCaller(key.tenant(), key.kid(), key.scopes());
    }

    /** Whether the key may do what {@code scope} allows. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    @Override
    public String getName() {
        return kid;
    }
}
