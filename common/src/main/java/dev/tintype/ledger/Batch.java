package dev.tintype.ledger;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that were handed in together.
 *
 * @param jobs their ids, in the order they came in
 * @param counts how many are in which state; those that were deleted or have expired are in none
 * @param accepted all of them were taken
 * @param completedAt when the last of them ended, or null
 */
public record Batch(
        BatchId id,
        Instant createdAt,
        @Nullable Instant completedAt,
        List<JobId> jobs,
        boolean accepted,
        Map<JobState, Integer> counts) {}
