package dev.tintype.api.auth;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.api.web.RequestId;
import dev.tintype.audit.AuditEvent;
import dev.tintype.audit.AuditLog;
import dev.tintype.audit.AuditWriter;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out whose key a request carries. A request without a good key goes on as nobody's: the chain then refuses it. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String SCHEME = "Bearer ";
    private static final String REFUSED = ApiKeyFilter.class.getName() + ".refused";

    private final ApiKeys keys;
    private final LinkSigner links;
    private final PixashotLinks pixashotLinks;
    private final MediaKeyLinkCallers mediaKeyLinks;
    private final ConsoleSessions sessions;
    private final FailedAttempts failures;
    private final AuditWriter audit;
    private final RequestMatcher open;

    /** @param open what needs no key, and so no look-up either: health is told when keys cannot be looked up */
    ApiKeyFilter(
            ApiKeys keys,
            LinkSigner links,
            PixashotLinks pixashotLinks,
            MediaKeyLinkCallers mediaKeyLinks,
            ConsoleSessions sessions,
            FailedAttempts failures,
            AuditWriter audit,
            RequestMatcher open) {
        this.keys = keys;
        this.links = links;
        this.pixashotLinks = pixashotLinks;
        this.mediaKeyLinks = mediaKeyLinks;
        this.sessions = sessions;
        this.failures = failures;
        this.audit = audit;
        this.open = open;
    }

    /** Whether {@code request} carried something that is no good key. */
    static boolean refused(HttpServletRequest request) {
        return request.getAttribute(REFUSED) != null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean link = isLink(request);
        if (header == null && !link && !ConsoleSessions.isSession(request)) {
            chain.doFilter(request, response);
            return;
        }
        String address = request.getRemoteAddr();
        if (header != null && failures.tooMany(address) && !ApiKeys.unguessable(token(header))) {
            putOff(request, response);
            return;
        }
        Optional<ApiCaller> caller;
        try {
            if (header == null) {
                caller = link ? ofLink(request) : sessions.caller(request);
            } else {
                Optional<ApiKey> key = keys.authenticate(token(header));
                if (key.isPresent() && !key.get().worksFrom(address)) {
                    refuse(key.get(), request, response);
                    return;
                }
                caller = key.map(ApiCaller::of);
            }
        } catch (LedgerUnavailable e) {
            log.warn("keys cannot be looked up: {}", e.getMessage());
            Refusal.write(
                    request,
                    response,
                    Problem.of(ProblemType.UNAVAILABLE, "The service cannot check keys now. Try again soon.")
                            .header(HttpHeaders.RETRY_AFTER, "1"));
            return;
        }
        if (caller.isEmpty()) {
            if (header != null) {
                failures.count(address);
                log.info("a key that does not work was sent from {}", address);
            }
            String kind = link ? "link" : "session";
            refused((header == null ? kind : "key") + ".refused", null, request);
            request.setAttribute(REFUSED, true);
            chain.doFilter(request, response);
            return;
        }
        as(caller.get(), request, response, chain);
    }

    private static boolean isLink(HttpServletRequest request) {
        return LinkSigner.isLink(request) || PixashotLinks.isLink(request) || MediaKeyLinkCallers.isLink(request);
    }

    private Optional<ApiCaller> ofLink(HttpServletRequest request) {
        if (MediaKeyLinkCallers.isLink(request)) {
            return mediaKeyLinks.caller(request);
        }
        return PixashotLinks.isLink(request) ? pixashotLinks.caller(request.getParameterMap()) : links.caller(request);
    }

    /** Empty when the scheme is another: no key is empty. */
    private static String token(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
    }

    private void refused(String action, @Nullable ApiKey key, HttpServletRequest request) {
        audit.write(new AuditEvent(
                AuditLog.REFUSALS,
                action,
                key == null ? null : key.tenant(),
                key == null ? null : key.kid(),
                request.getRemoteAddr(),
                RequestId.of(request),
                request.getRequestURI()));
    }

    private void refuse(ApiKey key, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.warn("key {} was sent from {}, where it does not work", key.kid(), request.getRemoteAddr());
        refused("key.foreign_address", key, request);
        Refusal.write(
                request,
                response,
                Problem.of(
                        ProblemType.ADDRESS_DENIED,
                        "The key works only from the addresses in its allowed_ips, and the request came from another."));
    }

    /** Not even looked up, or the answer would tell whether it was right. Keys that the server made are never put off. */
    private static void putOff(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal.write(
                request,
                response,
                Problem.of(
                                ProblemType.TOO_MANY_FAILURES,
                                "Too many keys from this address were wrong. Wait a minute, or use a key that the server"
                                        + " made.")
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(FailedAttempts.WINDOW.toSeconds())));
    }

    private static void as(
            ApiCaller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        // the secret is not kept beyond the check
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(caller, "", List.of()));
        SecurityContextHolder.setContext(context);
        MDC.put("tenant", caller.tenant());
        MDC.put("key", caller.kid());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("tenant");
            MDC.remove("key");
        }
    }
}
