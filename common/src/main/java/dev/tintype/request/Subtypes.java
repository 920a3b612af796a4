package dev.tintype.request;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The choices a sealed interface of the request offers, by the name that JSON uses. */
public final class Subtypes {
    private Subtypes() {}

    /** Names in alphabetical order. */
    public static List<String> names(Class<?> base) {
        return List.copyOf(of(base).keySet());
    }

    /**
     * Name to record.
     *
     * @param base a sealed interface whose permitted classes carry {@link JsonTypeName}
     */
    public static Map<String, Class<?>> of(Class<?> base) {
        Map<String, Class<?>> byName = new TreeMap<>();
        Class<?>[] permitted = base.getPermittedSubclasses();
        if (permitted == null) {
            throw new IllegalArgumentException(base + " is not sealed");
        }
        for (Class<?> type : permitted) {
            JsonTypeName name = type.getAnnotation(JsonTypeName.class);
            if (name == null) {
                throw new IllegalArgumentException(type + " has no JSON name");
            }
            byName.put(name.value(), type);
        }
        return byName;
    }
}
