package dev.tintype.api.web;

import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Tells of every call of the api, as a part of the caller's trace if it is in one. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String LOG_KEY = "trace";
    private static final int SERVERS_FAULT = 500;
    private static final Pattern CALLS = Pattern.compile("/(v1/|capture$).*");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!Traces.on()
                || request.getDispatcherType() != DispatcherType.REQUEST
                || !CALLS.matcher(request.getRequestURI()).matches()) {
            chain.doFilter(request, response);
            return;
        }
        try (Step step = Traces.received(request.getMethod(), TraceContext.of(request))) {
            MDC.put(LOG_KEY, Traces.id(step.traceparent()));
            try {
                chain.doFilter(request, response);
            } finally {
                MDC.remove(LOG_KEY);
                describe(step, request, response.getStatus());
            }
        }
    }

    /** By the route, which is one of few, and without what callers put into an address. */
    private static void describe(Step step, HttpServletRequest request, int status) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            step.name(request.getMethod() + " " + route);
            step.with("http.route", route.toString());
        }
        step.with("http.request.method", request.getMethod()).with("http.response.status_code", status);
        if (status >= SERVERS_FAULT) {
            step.failed();
        }
    }
}
