package dev.tintype.api.console;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.secret.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param csrf what requests that change something must carry; null without a cookie
 */
record SessionView(
        String tenant,
        String key,
        List<Scope> scopes,
        @Nullable String csrf) {
    static SessionView of(ApiCaller caller, @Nullable String csrf) {
        return new SessionView(
                caller.tenant(), caller.kid(), caller.scopes().stream().sorted().toList(), csrf);
    }
}
