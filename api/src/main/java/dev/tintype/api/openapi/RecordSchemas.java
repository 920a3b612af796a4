package dev.tintype.api.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.request.Subtypes;
import dev.tintype.schedule.ScheduleId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes JSON schemas (draft 2020-12, as in OpenAPI 3.1) of our records, as {@link Json} reads and writes them: its names,
 * its enums, its sealed types, the constraints that requests are checked against, and the words of their {@link Schema}
 * annotations. The generator that comes with springdoc knows only the other Jackson's rules. Not thread-safe.
 */
final class RecordSchemas {
    private static final String REF = "#/components/schemas/";
    private static final String TYPE = "type";

    private final Map<String, ObjectNode> named = new TreeMap<>();
    private final Map<String, Class<?>> owners = new HashMap<>();

    /** Every schema with a name that was made until now. */
    Map<String, ObjectNode> named() {
        return named;
    }

    /** A schema of {@code type}: {@code object}, {@code string}, … */
    static ObjectNode schema(String type) {
        return Json.mapper().createObjectNode().put(TYPE, type);
    }

    static ObjectNode ref(String name) {
        return Json.mapper().createObjectNode().put("$ref", REF + name);
    }

    /** What a record is for: that tells which of its fields are always there. */
    enum Use {
        /** Callers send it: nothing else may be there, and only what is required must be. */
        REQUEST,
        /** The server sends it and leaves out what is null. */
        ANSWER,
        /** The server sends it with every field, if only as null. */
        WHOLE_ANSWER;

        boolean requires(RecordComponent component) {
            return switch (this) {
                case REQUEST -> Constraints.required(component);
                case ANSWER -> !isNullable(component);
                case WHOLE_ANSWER -> true;
            };
        }
    }

    /** Makes the schema of {@code type} and of everything in it. */
    void add(Class<?> type, Use use) {
        named(type, use);
    }

    /** The schema of one record, without a name. */
    ObjectNode object(Class<?> record, Use use) {
        ObjectNode schema = schema("object");
        describe(schema, record.getAnnotation(Schema.class));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        boolean open = false;
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                open = true;
                continue;
            }
            if (isHidden(component)) {
                continue;
            }
            String name = Json.fieldName(component.getName());
            properties.set(name, property(component, use));
            if (use.requires(component)) {
                required.add(name);
            }
        }
        if (use == Use.REQUEST || open) {
            schema.put("additionalProperties", open);
        }
        return schema;
    }

    /** A choice between schemas; {@code property} tells which. The schemas that {@code byValue} names must be there. */
    ObjectNode oneOf(String property, Map<String, String> byValue) {
        ObjectNode schema = Json.mapper().createObjectNode();
        ArrayNode choices = schema.putArray("oneOf");
        ObjectNode discriminator = schema.putObject("discriminator").put("propertyName", property);
        ObjectNode mapping = discriminator.putObject("mapping");
        byValue.forEach((value, name) -> {
            choices.add(ref(name));
            mapping.put(value, REF + name);
            ObjectNode choice = Objects.requireNonNull(named.get(name));
            ((ObjectNode) choice.get("properties"))
                    .set(property, schema("string").put("const", value));
            ((ArrayNode) choice.get("required")).insert(0, property);
        });
        return schema;
    }

    /** The name a schema of {@code type} has. */
    static String name(Class<?> type) {
        Schema words = type.getAnnotation(Schema.class);
        return words == null || words.name().isEmpty() ? type.getSimpleName() : words.name();
    }

    private ObjectNode named(Class<?> type, Use use) {
        String name = name(type);
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner != null && owner != type) {
            throw new IllegalStateException(owner + " and " + type + " are both called " + name);
        }
        if (!named.containsKey(name)) {
            named.put(name, type.isSealed() ? sealed(type, use) : orText(type, use));
        }
        return ref(name);
    }

    /** A record that is read from a plain string too, or from that and a list. */
    private ObjectNode orText(Class<?> type, Use use) {
        List<Class<?>> creators = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> {
                    JsonCreator creator = method.getAnnotation(JsonCreator.class);
                    return creator != null && creator.mode() == JsonCreator.Mode.DELEGATING;
                })
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .toList();
        if (creators.isEmpty()) {
            return object(type, use);
        }
        ObjectNode other = creators.contains(List.class) ? list(type, use) : object(type, use);
        ObjectNode either = Json.mapper().createObjectNode();
        describe(either, type.getAnnotation(Schema.class));
        either.putArray("anyOf").add(schema("string").put("minLength", 1)).add(other);
        return either;
    }

    private ObjectNode list(Class<?> type, Use use) {
        RecordComponent list = Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() == List.class)
                .findFirst()
                .orElseThrow();
        ObjectNode schema = of(list.getGenericType(), use);
        Constraints.apply(schema, list.getAccessor(), list.getAccessor().getAnnotatedReturnType());
        return schema;
    }

    private ObjectNode sealed(Class<?> base, Use use) {
        Map<String, String> names = new TreeMap<>();
        Subtypes.of(base).forEach((value, type) -> {
            named(type, use);
            names.put(value, name(type));
        });
        return oneOf(base.getAnnotation(JsonTypeInfo.class).property(), names);
    }

    private ObjectNode property(RecordComponent component, Use use) {
        ObjectNode schema = of(component.getGenericType(), use);
        Constraints.apply(
                schema, component.getAccessor(), component.getAccessor().getAnnotatedReturnType());
        Schema words = component.getAccessor().getAnnotation(Schema.class);
        if (isNullable(component) && schema.has("$ref")) {
            ObjectNode either = nullable(schema);
            describe(either, words);
            return either;
        }
        describe(schema, words);
        return isNullable(component) ? nullable(schema) : schema;
    }

    private static boolean isHidden(RecordComponent component) {
        Schema words = component.getAccessor().getAnnotation(Schema.class);
        return words != null && words.hidden();
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private ObjectNode of(Type type, Use use) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
            ObjectNode schema = schema(list ? "array" : "object");
            if (last == Object.class) {
                return schema.put("additionalProperties", true);
            }
            schema.set(list ? "items" : "additionalProperties", of(last, use));
            return schema;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return enumeration(plain);
        }
        if (plain == Instant.class) {
            return schema("string").put("format", "date-time");
        }
        if (plain == JobId.class) {
            return schema("string").put("pattern", "^job_[0-9a-hjkmnp-tv-z]{26}$");
        }
        if (plain == ScheduleId.class) {
            return schema("string").put("pattern", "^sch_[0-9a-hjkmnp-tv-z]{26}$");
        }
        if (plain == BatchId.class) {
            return schema("string").put("pattern", "^bat_[0-9a-hjkmnp-tv-z]{26}$");
        }
        return plain.isRecord() || plain.isSealed() ? named(plain, use) : schema(Constraints.jsonType(plain));
    }

    private static ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = schema("string");
        ArrayNode values = schema.putArray("enum");
        for (Object value : type.getEnumConstants()) {
            values.add(Json.mapper().<JsonNode>valueToTree(value));
        }
        return schema;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.has("$ref")) {
            ObjectNode either = Json.mapper().createObjectNode();
            either.putArray("anyOf").add(schema).add(schema("null"));
            return either;
        }
        String type = schema.get(TYPE).asString();
        schema.putArray(TYPE).add(type).add("null");
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return schema;
    }

    private static void describe(ObjectNode schema, @Nullable Schema words) {
        if (words == null) {
            return;
        }
        if (!words.description().isEmpty()) {
            schema.put("description", words.description());
        }
        if (!words.defaultValue().isEmpty()) {
            schema.set("default", value(words.defaultValue(), schema));
        }
        if (!words.example().isEmpty()) {
            schema.putArray("examples").add(value(words.example(), schema));
        }
    }

    /** Annotations can hold strings only. */
    private static JsonNode value(String text, ObjectNode schema) {
        return schema.path(TYPE).asString("").equals("string") ? Json.mapper().valueToTree(text) : Json.tree(text);
    }
}
