package dev.tintype.api.openapi;

import dev.tintype.capture.Device;
import dev.tintype.capture.Known;
import dev.tintype.capture.WebUrl;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What Bean Validation says about a field, in the words of JSON schema. */
final class Constraints {
    private Constraints() {}

    /** Whether a request without the field is refused. */
    static boolean required(RecordComponent component) {
        return component.getType().isPrimitive() || component.getAccessor().isAnnotationPresent(NotNull.class);
    }

    static String jsonType(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "integer" : "string";
    }

    /** Adds what stands on {@code element}, and what {@code type} says about the elements of a list or the values of a map. */
    static void apply(ObjectNode schema, AnnotatedElement element, AnnotatedType type) {
        on(element, Min.class, min -> schema.put("minimum", min.value()));
        on(element, Max.class, max -> schema.put("maximum", max.value()));
        on(element, DecimalMin.class, min -> schema.put("minimum", new BigDecimal(min.value())));
        on(element, DecimalMax.class, max -> schema.put("maximum", new BigDecimal(max.value())));
        on(element, Pattern.class, pattern -> schema.put("pattern", "^(?:" + pattern.regexp() + ")$"));
        on(element, WebUrl.class, _ -> schema.put("format", "uri"));
        on(element, Known.class, known -> {
            if (known.value() == Known.List.DEVICES) {
                Device.names().forEach(schema.putArray("enum")::add);
            }
        });
        on(element, Size.class, size -> size(schema, size));
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            AnnotatedType last = arguments[arguments.length - 1];
            String inner = schema.has("items") ? "items" : "additionalProperties";
            if (schema.get(inner) instanceof ObjectNode elements) {
                apply(elements, last, last);
            }
        }
    }

    private static void size(ObjectNode schema, Size size) {
        String what = switch (schema.path("type").asString("")) {
            case "array" -> "Items";
            case "object" -> "Properties";
            default -> "Length";
        };
        if (size.min() > 0) {
            schema.put("min" + what, size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            schema.put("max" + what, size.max());
        }
    }

    private static <A extends Annotation> void on(AnnotatedElement element, Class<A> type, Consumer<A> action) {
        Optional.ofNullable(element.getAnnotation(type)).ifPresent(action);
    }
}
