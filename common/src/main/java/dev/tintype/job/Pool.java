package dev.tintype.job;

import java.util.Locale;

/** Workers that do one kind of job. */
public enum Pool {
    CAPTURE,
    MEDIA,
    /** Does nothing, at once: exists so that the system's own cost can be measured. Off unless {@code tintype.bench}. */
    NOOP;

    /** The name used in queues, settings and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no pool has that wire name */
    public static Pool ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
