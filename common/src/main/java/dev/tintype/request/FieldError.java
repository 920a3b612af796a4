package dev.tintype.request;

/**
 * One thing wrong with one field.
 *
 * @param pointer where: JSON pointer (RFC 6901) into the request, empty for the whole
 * @param code what kind of mistake, for programs: {@code unknown-field}, {@code required}, {@code out-of-range}, …
 * @param detail what to do about it, for people
 */
public record FieldError(String pointer, String code, String detail) {
    public static final String UNKNOWN_FIELD = "unknown-field";
    public static final String DUPLICATE_FIELD = "duplicate-field";
    public static final String WRONG_TYPE = "wrong-type";
    public static final String REQUIRED = "required";
    public static final String UNSUPPORTED_VALUE = "unsupported-value";
    public static final String OUT_OF_RANGE = "out-of-range";
    public static final String INVALID_FORMAT = "invalid-format";
    public static final String INVALID_URL = "invalid-url";
    public static final String CONTRADICTION = "contradiction";
    public static final String UNKNOWN_PRESET = "unknown-preset";
    public static final String UNKNOWN_UPLOAD = "unknown-upload";
    public static final String TOO_LARGE = "too-large";
}
