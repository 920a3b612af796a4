package dev.tintype.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one part is.
 *
 * @param detail a sentence for operators, shown to anybody: no hosts, paths or secrets; null when there is nothing to say
 */
public record Health(Status status, @Nullable String detail) {
    /** From best to worst. */
    public enum Status {
        UP,
        /** Works, but not as it should: nothing is lost, something is slower or less safe. */
        DEGRADED,
        /** Does not work; requests that need it fail. */
        DOWN;

        /** The name used in JSON. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Health up() {
        return new Health(Status.UP, null);
    }

    public static Health up(String detail) {
        return new Health(Status.UP, detail);
    }

    public static Health degraded(String detail) {
        return new Health(Status.DEGRADED, detail);
    }

    public static Health down(String detail) {
        return new Health(Status.DOWN, detail);
    }
}
