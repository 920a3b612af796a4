package dev.tintype.job;

import java.util.Locale;

/** How urgent a job is among those of its tenant. Of every twelve turns, high has eight, normal three, low one. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW;

    /** The name used in JSON and Redis. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
