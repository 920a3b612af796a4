package dev.tintype.schedule;

import dev.tintype.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the ledger knows it.
 *
 * @param nextRun null when it is paused or has no more
 * @param lastRun the newest run that made a job, or null
 * @param lastJob that job
 * @param problem why the newest run made none, or null
 * @param baseline the newest comparison that it made and that succeeded, or null
 */
public record Schedule(
        ScheduleId id,
        String tenant,
        long version,
        Instant createdAt,
        ScheduleSpec spec,
        @Nullable Instant nextRun,
        @Nullable Instant lastRun,
        @Nullable JobId lastJob,
        @Nullable String problem,
        @Nullable JobId baseline) {}
