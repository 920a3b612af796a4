package dev.tintype.event;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.util.Locale;

/**
 * One visible change of a job.
 *
 * @param streamId the event's place in the ledger's stream
 * @param type the job's type
 * @param state the job's state after it
 * @param version the job's version after it
 * @param kind what changed
 */
public record JobEvent(String streamId, JobId id, String tenant, String type, JobState state, long version, Kind kind) {
    /** What changed. */
    public enum Kind {
        /** The state. */
        STATE,
        /** Progress, or that a cancel was requested; the state is as before. */
        PROGRESS;

        /** The name used in the stream and in server-sent events. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException when no kind has that wire name */
        public static Kind ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
