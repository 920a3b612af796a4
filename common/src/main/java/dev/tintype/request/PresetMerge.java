package dev.tintype.request;

import dev.tintype.job.JobOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request and the preset it names, made one. The request wins: objects are merged field by field, everything else is taken
 * whole from the request, and null there takes the preset's value away (RFC 7396). {@code source} is one thing and is never
 * mixed of two.
 */
final class PresetMerge {
    private static final String FIELD = "preset";
    private static final String SOURCE = "source";
    private static final String TYPE = "type";
    private static final Pattern NAME = Pattern.compile(JobOptions.PRESET_NAME);

    private final String name;
    private final ObjectNode preset;
    private final ObjectNode request;

    private PresetMerge(String name, ObjectNode preset, ObjectNode request) {
        this.name = name;
        this.preset = preset;
        this.request = request;
    }

    /**
     * Empty when the request names no preset.
     *
     * @throws InvalidRequest when there is no such preset, or it is for another type of job
     */
    static Optional<PresetMerge> of(ObjectNode request, PresetSource presets) {
        JsonNode named = request.path(FIELD);
        if (named.isMissingNode() || named.isNull()) {
            return Optional.empty();
        }
        if (!named.isString()) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.WRONG_FORM,
                    new FieldError("/" + FIELD, FieldError.WRONG_TYPE, "Expected a string: the name of a preset."));
        }
        String name = named.asString();
        ObjectNode preset = Optional.of(name)
                .filter(text -> NAME.matcher(text).matches())
                .flatMap(presets::find)
                .orElseThrow(() -> new InvalidRequest(
                        InvalidRequest.Kind.INVALID,
                        new FieldError(
                                "/" + FIELD,
                                FieldError.UNKNOWN_PRESET,
                                "There is no preset \"" + Spelling.shown(name) + "\". GET /v1/presets lists them.")));
        checkType(name, preset, request);
        return Optional.of(new PresetMerge(name, preset, request));
    }

    private static void checkType(String name, ObjectNode preset, ObjectNode request) {
        JsonNode of = preset.path(TYPE);
        JsonNode asked = request.path(TYPE);
        if (of.isString() && asked.isString() && !of.equals(asked)) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.INVALID,
                    new FieldError(
                            "/" + TYPE,
                            FieldError.CONTRADICTION,
                            "Preset \"" + name + "\" is for jobs of type " + of.asString() + ", the request is of type "
                                    + Spelling.shown(asked.asString()) + "."));
        }
    }

    ObjectNode merged() {
        return merge(preset, request, true);
    }

    private static ObjectNode merge(ObjectNode below, ObjectNode above, boolean top) {
        ObjectNode merged = below.deepCopy();
        above.forEachEntry((field, value) -> {
            boolean whole = top && field.equals(SOURCE);
            if (value.isNull()) {
                merged.remove(field);
            } else if (value instanceof ObjectNode object && merged.get(field) instanceof ObjectNode other && !whole) {
                merged.set(field, merge(other, object, false));
            } else {
                merged.set(field, value.deepCopy());
            }
        });
        return merged;
    }

    /** The same refusal, saying of each error whose it is. */
    InvalidRequest blame(InvalidRequest refusal) {
        List<FieldError> errors = refusal.errors().stream()
                .map(error ->
                        new FieldError(error.pointer(), error.code(), error.detail() + " " + whose(error.pointer())))
                .toList();
        String detail = errors.size() == 1 ? errors.getFirst().detail() : refusal.detail();
        return new InvalidRequest(refusal.kind(), detail, errors);
    }

    private String whose(String pointer) {
        JsonNode asked = request.at(pointer);
        JsonNode filled = preset.at(pointer);
        boolean ofPreset = !filled.isMissingNode() && !shadowed(pointer);
        if (asked.isObject() && ofPreset) {
            return "It is made of the request and preset \"" + name + "\" together.";
        }
        return asked.isMissingNode() && ofPreset
                ? "The value is that of preset \"" + name + "\"."
                : "The request is at fault, not preset \"" + name + "\".";
    }

    /** Whether the request has something of its own in the preset's place, there or on the way there. */
    private boolean shadowed(String pointer) {
        if (pointer.startsWith("/" + SOURCE)) {
            return request.has(SOURCE);
        }
        for (int end = pointer.indexOf('/', 1); end > 0; end = pointer.indexOf('/', end + 1)) {
            JsonNode onTheWay = request.at(pointer.substring(0, end));
            if (!onTheWay.isMissingNode() && !onTheWay.isObject()) {
                return true;
            }
        }
        JsonNode there = request.at(pointer);
        return !there.isMissingNode() && !there.isObject();
    }
}
