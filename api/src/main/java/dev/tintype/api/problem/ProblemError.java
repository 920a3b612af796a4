package dev.tintype.api.problem;

import dev.tintype.request.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param pointer JSON pointer into the body, or null when it is not in the body
 * @param parameter the query parameter, or null
 * @param header the request header, or null
 * @param code what kind of mistake, for programs
 * @param detail what to do about it, for people
 */
public record ProblemError(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable String header,
        String code,
        String detail) {
    public static ProblemError of(FieldError error) {
        return new ProblemError(error.pointer(), null, null, error.code(), error.detail());
    }

    public static ProblemError ofParameter(String name, String code, String detail) {
        return new ProblemError(null, name, null, code, detail);
    }

    public static ProblemError ofHeader(String name, String code, String detail) {
        return new ProblemError(null, null, name, code, detail);
    }
}
