package dev.tintype.request;

import dev.tintype.json.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the body of a request that is one plain record into that record, checked. Thread-safe. */
public final class RecordReader {
    /** The most such a body may have, unless said. */
    public static final int MAX_BODY = 64 * 1024;

    private final ConstraintChecker checker = new ConstraintChecker();
    private final int most;

    public RecordReader() {
        this(MAX_BODY);
    }

    /** @param most bytes that a body may have */
    public RecordReader(int most) {
        this.most = most;
    }

    /**
     * Reads and checks one request.
     *
     * @throws InvalidRequest naming each wrong field
     */
    public <T> T read(byte[] body, Class<T> type) {
        if (body.length > most) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.TOO_LARGE,
                    new FieldError("", FieldError.TOO_LARGE, "The body is larger than " + most + " bytes."));
        }
        JsonNode tree = parse(body);
        if (!tree.isObject()) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.WRONG_FORM,
                    new FieldError("", FieldError.WRONG_TYPE, "The body must be a JSON object."));
        }
        T value = bind(tree, type);
        checker.check(List.of(value));
        return value;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            throw SyntaxErrors.explain(e);
        }
    }

    private static <T> T bind(JsonNode tree, Class<T> type) {
        try {
            return Json.mapper().treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new BindErrors(tree, Set.of(), Set.of()).explain(e);
        }
    }
}
