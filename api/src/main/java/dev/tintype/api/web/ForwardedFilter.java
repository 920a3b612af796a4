package dev.tintype.api.web;

import dev.tintype.config.BadSetting;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.AddressRanges;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes {@code X-Forwarded-For} and {@code X-Forwarded-Proto} as far as they come from reverse proxies of the operator's: read from
 * the right, up to the first hop that is none. Whatever else a client writes there changes nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ForwardedFilter extends OncePerRequestFilter {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private final AddressRanges trusted;

    ForwardedFilter(TintypeProperties properties) {
        try {
            this.trusted = AddressRanges.of(properties.trustedProxies());
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    "TINTYPE_TRUSTED_PROXIES",
                    "has an entry that " + e.getMessage(),
                    "Give addresses and ranges with commas between: 10.0.0.0/8,192.0.2.7.");
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return trusted.isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(trusted.contains(request.getRemoteAddr()) ? forwarded(request) : request, response);
    }

    private HttpServletRequest forwarded(HttpServletRequest request) {
        List<String> hops = values(request, FOR);
        String client = request.getRemoteAddr();
        for (int i = hops.size() - 1; i >= 0 && trusted.contains(client) && isAddress(hops.get(i)); i--) {
            client = hops.get(i);
        }
        List<String> schemes = values(request, PROTO);
        boolean secure =
                schemes.isEmpty() ? request.isSecure() : schemes.getLast().equalsIgnoreCase("https");
        return new Forwarded(request, client, secure);
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> all = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String value : line.split(",", -1)) {
                all.add(value.strip());
            }
        }
        return all;
    }

    private static boolean isAddress(String text) {
        try {
            var _ = InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The request as the first proxy got it. */
    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final boolean secure;

        Forwarded(HttpServletRequest request, String client, boolean secure) {
            super(request);
            this.client = client;
            this.secure = secure;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : "http";
        }
    }
}
