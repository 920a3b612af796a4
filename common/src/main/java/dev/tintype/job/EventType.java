package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What callbacks tell of. The names are API: add, never rename. */
public enum EventType {
    @JsonProperty("job.queued")
    JOB_QUEUED("job.queued"),
    @JsonProperty("job.started")
    JOB_STARTED("job.started"),
    /** At most one a second of each job. */
    @JsonProperty("job.progress")
    JOB_PROGRESS("job.progress"),
    @JsonProperty("job.succeeded")
    JOB_SUCCEEDED("job.succeeded"),
    @JsonProperty("job.failed")
    JOB_FAILED("job.failed"),
    @JsonProperty("job.cancelled")
    JOB_CANCELLED("job.cancelled"),
    @JsonProperty("job.expired")
    JOB_EXPIRED("job.expired"),
    /** Every job of a batch has ended. */
    @JsonProperty("batch.completed")
    BATCH_COMPLETED("batch.completed"),
    /** A schedule was made, changed or removed; of one that compares: its page changed. */
    @JsonProperty("schedule.changed")
    SCHEDULE_CHANGED("schedule.changed"),
    /** Sent when somebody asks for it, whatever the endpoint listens to. */
    @JsonProperty("webhook.test")
    WEBHOOK_TEST("webhook.test"),
    /** Told to the tenant's other endpoints. */
    @JsonProperty("endpoint.disabled")
    ENDPOINT_DISABLED("endpoint.disabled");

    /** Every way a job can end: what is told when nobody says what to tell. */
    public static final Set<EventType> ENDS =
            Collections.unmodifiableSet(EnumSet.of(JOB_SUCCEEDED, JOB_FAILED, JOB_CANCELLED, JOB_EXPIRED));

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in JSON, Redis and documentation. */
    public String wireName() {
        return wireName;
    }

    /** Whether it is about a job. */
    public boolean ofJob() {
        return wireName.startsWith("job.");
    }

    /** @throws IllegalArgumentException when no event has that wire name */
    public static EventType ofWireName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event " + name));
    }
}
