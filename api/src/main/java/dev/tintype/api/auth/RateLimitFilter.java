package dev.tintype.api.auth;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.config.TintypeProperties;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.secret.RateLimits;
import dev.tintype.secret.RateLimits.Standing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every key and every signed link to its requests a minute, and tells how the count stands (draft-ietf-httpapi-ratelimit-headers).
 * What cannot be counted now passes: the request itself will find out what is wrong.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(RateLimitFilter.class);

    private final RateLimits limits;
    private final int requests;
    private final int signed;

    RateLimitFilter(RateLimits limits, TintypeProperties.Limits most) {
        this.limits = limits;
        this.requests = most.requests();
        this.signed = most.signed();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Standing standing = standing(request);
        if (standing != null) {
            tell(response, standing, link(request) == null ? "key" : "link");
            if (standing.exceeded()) {
                String wait = Long.toString(standing.resetSeconds());
                Refusal.write(
                        request,
                        response,
                        Problem.of(
                                        ProblemType.RATE_LIMITED,
                                        "Only " + standing.limit() + " requests a minute are allowed. Go on in " + wait
                                                + " seconds.")
                                .header(HttpHeaders.RETRY_AFTER, wait));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable Standing standing(HttpServletRequest request) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || !(who.getPrincipal() instanceof ApiCaller caller)) {
            return null;
        }
        String link = link(request);
        int limit = link == null ? requests : signed;
        if (limit == 0) {
            return null;
        }
        try {
            return limits.count(link == null ? "key:" + caller.kid() : "link:" + link, limit);
        } catch (LedgerUnavailable e) {
            log.debug("a request is not counted", e);
            return null;
        }
    }

    /** A short name of the link that let the request in; null: it was a key. */
    private static @Nullable String link(HttpServletRequest request) {
        String signature = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? request.getParameter(LinkSigner.SIGNATURE)
                : null;
        if (signature == null) {
            return null;
        }
        // all viewers of a stream have the same link
        String use = MediaKeyLinkCallers.isLink(request) ? signature + request.getRemoteAddr() : signature;
        return UUID.nameUUIDFromBytes(use.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void tell(HttpServletResponse response, Standing standing, String policy) {
        String left = Long.toString(standing.remaining());
        String reset = Long.toString(standing.resetSeconds());
        response.setHeader(
                "RateLimit-Policy", "\"" + policy + "\";q=" + standing.limit() + ";w=" + RateLimits.WINDOW.toSeconds());
        response.setHeader("RateLimit", "\"" + policy + "\";r=" + left + ";t=" + reset);
        response.setHeader("X-RateLimit-Limit", Integer.toString(standing.limit()));
        response.setHeader("X-RateLimit-Remaining", left);
        response.setHeader("X-RateLimit-Reset", reset);
    }
}
