package dev.tintype.request;

import java.util.List;

/** Why a request cannot be taken. Every text in it is for the caller; nothing of ours shows. */
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<FieldError> errors;

    InvalidRequest(Kind kind, String detail, List<FieldError> errors) {
        super(detail);
        this.kind = kind;
        this.errors = List.copyOf(errors);
    }

    InvalidRequest(Kind kind, FieldError error) {
        this(kind, error.detail(), List.of(error));
    }

    public Kind kind() {
        return kind;
    }

    /** The sentence for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What is wrong where; empty when the text is not JSON at all. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How far the reading got. */
    public enum Kind {
        /** Not JSON. */
        MALFORMED,
        /** JSON, but not of the form: an unknown field, or a value of another type. */
        WRONG_FORM,
        /** Of the form, but a value is missing, unsupported, out of range, or contradicts another. */
        INVALID,
        /** Larger than the limit. */
        TOO_LARGE
    }
}
