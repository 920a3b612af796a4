package dev.tintype.api.problem;

import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One error, ready to be sent. Immutable.
 *
 * @param detail a sentence or two for the caller: what is wrong, and the way out
 * @param errors what is wrong where; may be empty
 * @param headers what the answer's header must also say
 */
public record Problem(ProblemType type, String detail, List<ProblemError> errors, Map<String, String> headers) {
    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    /** A mistake in one place. */
    public static Problem of(ProblemType type, ProblemError error) {
        return new Problem(type, error.detail(), List.of(error), Map.of());
    }

    public static Problem of(InvalidRequest refusal) {
        ProblemType type = switch (refusal.kind()) {
            case MALFORMED -> ProblemType.MALFORMED_JSON;
            case WRONG_FORM ->
                refusal.errors().getFirst().code().equals(FieldError.UNKNOWN_FIELD)
                        ? ProblemType.UNKNOWN_FIELD
                        : ProblemType.INVALID_FIELD;
            case INVALID -> ProblemType.INVALID_REQUEST;
            case TOO_LARGE -> ProblemType.PAYLOAD_TOO_LARGE;
        };
        return new Problem(
                type,
                refusal.detail(),
                refusal.errors().stream().map(ProblemError::of).toList(),
                Map.of());
    }

    /** The same with one more header. */
    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, detail, errors, more);
    }

    /** The same as something to throw. */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}
