package dev.tintype.cli.client;

import dev.tintype.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The server answered with an error: RFC 9457 problem details, as far as it gave any. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;

    private ApiProblem(int status, String code, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    /**
     * One thing wrong with a request.
     *
     * @param pointer JSON pointer of the field
     */
    public record FieldError(String pointer, String detail) {}

    /** Reads a problem; a body that is none still becomes a sentence with the status in it. */
    static ApiProblem of(int status, String body) {
        JsonNode problem = tryTree(body);
        if (problem == null || !problem.isObject()) {
            return new ApiProblem(status, "", "the server answered with status " + status, List.of());
        }
        String title = problem.path("title").asString("the server answered with status " + status);
        List<FieldError> errors = problem.path("errors")
                .valueStream()
                .map(error -> new FieldError(
                        error.path("pointer").asString(""), error.path("detail").asString("is not valid")))
                .toList();
        return new ApiProblem(
                status,
                problem.path("code").asString(""),
                problem.path("detail").asString(title),
                errors);
    }

    private static @Nullable JsonNode tryTree(String body) {
        try {
            return Json.tree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    public int status() {
        return status;
    }

    /** The problem's {@code code}; empty when it had none. */
    public String code() {
        return code;
    }

    /** The sentence for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Whether the request itself was wrong, not the moment or the key. */
    public boolean isBadRequest() {
        return status == 400 || status == 413 || status == 415 || status == 422;
    }
}
