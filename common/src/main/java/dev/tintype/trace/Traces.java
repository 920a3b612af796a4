package dev.tintype.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins steps, which go to the collector of this process. Thread-safe; one look at a field when there is none. */
public final class Traces {
    private static final String TRACEPARENT = "traceparent";
    private static final int ID_BEGINS = 3;
    private static final int ID_ENDS = 35;

    private static volatile @Nullable Tracer tracer;

    private Traces() {}

    static void to(@Nullable Tracer next) {
        tracer = next;
    }

    /** Whether anybody wants to know. */
    public static boolean on() {
        return tracer != null;
    }

    /**
     * What another process asked for over HTTP.
     *
     * @param parent its W3C trace context; null begins a trace
     */
    public static Step received(String name, @Nullable String parent) {
        return begin(name, SpanKind.SERVER, parent);
    }

    /**
     * What a message asked for.
     *
     * @param parent its W3C trace context; null begins a trace
     */
    public static Step taken(String name, @Nullable String parent) {
        return begin(name, SpanKind.CONSUMER, parent);
    }

    /**
     * What another is asked for over HTTP.
     *
     * @param parent what it is done for; null begins a trace
     */
    public static Step sent(String name, @Nullable String parent) {
        return begin(name, SpanKind.CLIENT, parent);
    }

    /** A part of the step that this thread is in; nothing when it is in none. */
    public static Step part(String name) {
        Tracer to = tracer;
        return to == null || !Span.current().getSpanContext().isValid()
                ? Step.NONE
                : Step.of(to.spanBuilder(name).startSpan());
    }

    /** The W3C trace context to hand on: that of the step that this thread is in, else {@code other}. */
    public static @Nullable String here(@Nullable String other) {
        if (tracer == null) {
            return other;
        }
        var context = Span.current().getSpanContext();
        return context.isValid() ? Step.traceparent(context) : other;
    }

    /** The trace's id in a W3C trace context, or null. */
    public static @Nullable String id(@Nullable String traceparent) {
        return traceparent == null || traceparent.length() < ID_ENDS ? null : traceparent.substring(ID_BEGINS, ID_ENDS);
    }

    private static Step begin(String name, SpanKind kind, @Nullable String parent) {
        Tracer to = tracer;
        if (to == null) {
            return Step.NONE;
        }
        return Step.of(to.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(context(parent))
                .startSpan());
    }

    private static Context context(@Nullable String parent) {
        return parent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, Header.ALONE);
    }

    /** The carrier is the header's value. */
    private enum Header implements TextMapGetter<String> {
        ALONE;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(TRACEPARENT) ? carrier : null;
        }
    }
}
