package dev.tintype.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Something that takes time, told to the collector when it is over. To be closed by the thread that began it. */
public final class Step implements AutoCloseable {
    /** Stands for every step while nobody wants to know. */
    static final Step NONE = new Step(null, null);

    private final @Nullable Span span;
    private final @Nullable Scope scope;

    private Step(@Nullable Span span, @Nullable Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    @SuppressWarnings("MustBeClosedChecker") // the step closes it
    static Step of(Span span) {
        return new Step(span, span.makeCurrent());
    }

    /** Another name, when it is known better. */
    public void name(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /** A fact about it. Collectors are not ours: nothing secret, and nothing of what a tenant handed in. */
    public Step with(String key, String value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    /** A number about it. */
    public Step with(String key, long value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    /** It did not end well. */
    public void failed() {
        if (span != null) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** How others name it as their parent, or null when nothing is told. */
    public @Nullable String traceparent() {
        return span == null ? null : traceparent(span.getSpanContext());
    }

    static String traceparent(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    @Override
    public void close() {
        if (scope != null) {
            scope.close();
        }
        if (span != null) {
            span.end();
        }
    }
}
