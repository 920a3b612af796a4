package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.request.FieldError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What the header of a submit says.
 *
 * @param idempotencyKey the caller's key, or null
 * @param traceparent W3C trace context, or null
 */
public record SubmitHeaders(
        @Nullable String idempotencyKey, @Nullable String traceparent, Prefer prefer) {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String PREFER = "Prefer";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public static SubmitHeaders of(HttpHeaders headers) {
        return new SubmitHeaders(
                idempotencyKey(headers.getOrEmpty(IDEMPOTENCY_KEY)),
                traceparent(headers.getFirst("traceparent")),
                Prefer.of(headers.getOrEmpty(PREFER)));
    }

    private static @Nullable String idempotencyKey(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        String key = values.getFirst();
        if (values.size() > 1 || !KEY.matcher(key).matches()) {
            String detail = "Give one Idempotency-Key of 1 to 255 visible ASCII characters, without spaces.";
            throw Problem.of(
                            ProblemType.INVALID_IDEMPOTENCY_KEY,
                            ProblemError.ofHeader(IDEMPOTENCY_KEY, FieldError.INVALID_FORMAT, detail))
                    .exception();
        }
        return key;
    }

    /** A malformed trace context begins a new trace (W3C Trace Context §3.2). */
    private static @Nullable String traceparent(@Nullable String value) {
        return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
    }
}
