package dev.tintype.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The logs there are. Each is a chain with room of its own, so that nobody washes out one kind of entry with another. */
public enum AuditLog {
    /** What changed about the server and its tenants: keys, endpoints, schedules, links, pools, settings, erasures. */
    CHANGES,
    /** What happened to jobs: submitted, cancelled, redriven, deleted. */
    JOBS,
    /** What was refused: wrong keys, keys from foreign addresses, hosts that may not be reached. */
    REFUSALS,
    /** Which keys of encrypted streams were told: as many as there are viewers. */
    MEDIA_KEYS;

    /** The name used in addresses, Redis and documentation. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuditLog> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(log -> log.wireName().equals(name))
                .findFirst();
    }
}
