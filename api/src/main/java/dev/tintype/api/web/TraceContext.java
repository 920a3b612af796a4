package dev.tintype.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace that a caller is in, as W3C Trace Context says it. */
public final class TraceContext {
    public static final String HEADER = "traceparent";

    private static final Pattern SANE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** A malformed trace context begins a new trace (W3C Trace Context §3.2). */
    public static @Nullable String of(@Nullable String header) {
        return header != null && SANE.matcher(header).matches() ? header : null;
    }

    static @Nullable String of(HttpServletRequest request) {
        return of(request.getHeader(HEADER));
    }
}
