package dev.tintype.ledger;

import dev.tintype.job.JobState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of a tenant's jobs to list, newest first. All given conditions must hold.
 *
 * @param metadata what the job's metadata must have, among others
 */
public record JobQuery(
        @Nullable JobState state,
        @Nullable String type,
        @Nullable String tag,
        Map<String, String> metadata,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {
    /** All of them. */
    public static final JobQuery ANY = new JobQuery(null, null, null, Map.of(), null, null);

    public JobQuery {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }
}
