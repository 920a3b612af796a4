package dev.tintype.job;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a job stands. The last four are terminal and absorbing: a redrive is a new job. */
public enum JobState {
    BLOCKED,
    SCHEDULED,
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    EXPIRED;

    /** Whether nothing can follow. */
    public boolean terminal() {
        return next().isEmpty();
    }

    /** The states that may follow this one: the whole transition table of the ledger. */
    public Set<JobState> next() {
        return switch (this) {
            case BLOCKED -> EnumSet.of(SCHEDULED, QUEUED, FAILED, CANCELLED);
            case SCHEDULED -> EnumSet.of(QUEUED, CANCELLED, EXPIRED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED, EXPIRED);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED, SCHEDULED, QUEUED);
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** The name used in JSON, Redis, metrics and documentation. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no state has that wire name */
    public static JobState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
