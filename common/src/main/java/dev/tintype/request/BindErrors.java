package dev.tintype.request;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobSpec;
import dev.tintype.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of one JSON request does not fit the records, from the mapper's exception. */
final class BindErrors {
    private final JsonNode tree;
    private final Set<String> hidden;
    private final Set<String> topFields;

    /** @param hidden names of subtypes that callers are not told of */
    BindErrors(JsonNode tree, Set<String> hidden) {
        this(
                tree,
                hidden,
                Stream.concat(Stream.of("type"), JobRequest.optionFields().stream())
                        .collect(Collectors.toSet()));
    }

    /** @param topFields what may stand in the whole besides what the mapper knows */
    BindErrors(JsonNode tree, Set<String> hidden, Set<String> topFields) {
        this.tree = tree;
        this.hidden = hidden;
        this.topFields = topFields;
    }

    InvalidRequest explain(JacksonException e) {
        String pointer = pointer(e);
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknownField(pointer, unknown);
            case InvalidTypeIdException type ->
                subtype(pointer, type.getBaseType().getRawClass());
            case InputCoercionException _ -> invalid(pointer, FieldError.OUT_OF_RANGE, "The number is too large.");
            case MismatchedInputException mismatch -> mismatch(pointer, mismatch.getTargetType());
            default -> wrongType(pointer, "another value");
        };
    }

    /** The {@code type} of the request is none that callers may use. */
    InvalidRequest unknownType() {
        return subtype("", JobSpec.class);
    }

    private InvalidRequest unknownField(String pointer, UnrecognizedPropertyException e) {
        Set<String> known = new TreeSet<>();
        Collection<Object> ids = e.getKnownPropertyIds();
        if (ids != null) {
            ids.forEach(id -> known.add(String.valueOf(id)));
        }
        if (pointer.lastIndexOf('/') == 0) {
            known.addAll(topFields);
        }
        String name = e.getPropertyName();
        String hint = Spelling.nearest(name, known)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElseGet(() -> "Known here: " + String.join(", ", known) + ".");
        return wrongForm(pointer, FieldError.UNKNOWN_FIELD, "Unknown field \"" + Spelling.shown(name) + "\". " + hint);
    }

    private InvalidRequest subtype(String pointer, Class<?> base) {
        if (!tree.at(pointer).isObject()) {
            return wrongType(pointer, "an object");
        }
        JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
        String property = info == null ? "type" : info.property();
        JsonNode given = tree.at(pointer).path(property);
        String at = pointer + "/" + property;
        Set<String> names = new TreeSet<>(Subtypes.names(base));
        names.removeAll(hidden);
        return fromSet(at, given, names);
    }

    private InvalidRequest mismatch(String pointer, @Nullable Class<?> target) {
        JsonNode given = tree.at(pointer);
        if (target == null) {
            return wrongType(pointer, "another value");
        }
        if (given.isMissingNode() || (given.isNull() && target.isPrimitive())) {
            return invalid(pointer, FieldError.REQUIRED, "A value is required.");
        }
        if (target.isEnum()) {
            return fromSet(pointer, given, wireNames(target));
        }
        if (target == Instant.class && given.isString()) {
            return invalid(
                    pointer,
                    FieldError.INVALID_FORMAT,
                    "A time with a zone is expected, such as 2030-01-01T06:00:00Z.");
        }
        return wrongType(pointer, typeName(target));
    }

    /** A value that must be one of a few texts. */
    private InvalidRequest fromSet(String pointer, JsonNode given, Set<String> allowed) {
        String list = String.join(", ", allowed);
        if (given.isMissingNode() || given.isNull()) {
            return invalid(pointer, FieldError.REQUIRED, "A value is required: " + list + ".");
        }
        if (!given.isString()) {
            return wrongType(pointer, "one of the strings " + list);
        }
        String detail = "\"" + Spelling.shown(given.asString()) + "\" is not supported. Supported: " + list + ".";
        return invalid(pointer, FieldError.UNSUPPORTED_VALUE, detail);
    }

    private InvalidRequest wrongType(String pointer, String expected) {
        String detail = "Expected " + expected + ", found " + found(tree.at(pointer)) + ".";
        return wrongForm(pointer, FieldError.WRONG_TYPE, detail);
    }

    private static InvalidRequest wrongForm(String pointer, String code, String detail) {
        return new InvalidRequest(InvalidRequest.Kind.WRONG_FORM, new FieldError(pointer, code, detail));
    }

    private static InvalidRequest invalid(String pointer, String code, String detail) {
        return new InvalidRequest(InvalidRequest.Kind.INVALID, new FieldError(pointer, code, detail));
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "/" + step.getIndex()
                        : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static Set<String> wireNames(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Json.mapper().valueToTree(constant).asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String typeName(Class<?> target) {
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target == double.class || target == Double.class) {
            return "a number";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a whole number";
        }
        if (target == String.class || target == Instant.class) {
            return "a string";
        }
        return Collection.class.isAssignableFrom(target) && !Map.class.isAssignableFrom(target)
                ? "an array"
                : "an object";
    }

    private static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, ARRAY -> "an " + node.getNodeType().name().toLowerCase(Locale.ROOT);
            case STRING -> "a string";
            case NUMBER -> "the number " + Spelling.shown(node.asString());
            case BOOLEAN -> String.valueOf(node.booleanValue());
            case NULL -> "null";
            case MISSING, POJO, BINARY -> "nothing";
        };
    }
}
