package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.api.web.TraceContext;
import dev.tintype.request.FieldError;
import dev.tintype.trace.Traces;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What the header of a submit says.
 *
 * @param idempotencyKey the caller's key, or null
 * @param traceparent W3C trace context that the job belongs to, or null
 */
public record SubmitHeaders(
        @Nullable String idempotencyKey, @Nullable String traceparent, Prefer prefer) {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String PREFER = "Prefer";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    public static SubmitHeaders of(HttpHeaders headers) {
        return new SubmitHeaders(
                idempotencyKey(headers.getOrEmpty(IDEMPOTENCY_KEY)),
                Traces.here(TraceContext.of(headers.getFirst(TraceContext.HEADER))),
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
}
