package dev.tintype.api.auth;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.secret.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to its route only if the key has the scopes that the route {@link Needs}. */
@Component
public final class ScopeCheck implements HandlerInterceptor {
    private static final Scope[] UNLESS_SAID = {Scope.ADMIN};

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        // Nobody: the route is one of the open ones, or the security chain would not have let it through.
        if (handler instanceof HandlerMethod method
                && authentication != null
                && authentication.getPrincipal() instanceof ApiCaller caller) {
            check(method, caller);
        }
        return true;
    }

    private static void check(HandlerMethod method, ApiCaller caller) {
        Needs needs = method.getMethodAnnotation(Needs.class);
        for (Scope scope : needs == null ? UNLESS_SAID : needs.value()) {
            if (!caller.may(scope)) {
                throw Problem.of(
                                ProblemType.INSUFFICIENT_SCOPE,
                                "This needs a key with the scope " + scope.wireName() + ".")
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Bearer realm=\"tintype\", error=\"insufficient_scope\", scope=\"" + scope.wireName()
                                        + "\"")
                        .exception();
            }
        }
    }
}
