package dev.tintype.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as the ledger knows it at one version.
 *
 * @param version grows with every visible change; the API's ETag
 * @param attempt number of the newest attempt, 0 before the first; the fence
 * @param fails attempts that counted against {@code max_attempts}
 * @param cancelRequested a running attempt has been asked to stop
 * @param batch the batch it belongs to, or null
 * @param expiresAt when record and artifacts go; null before the end
 * @param redriveOf the job whose request this repeats, or null
 * @param chunks the jobs it was cut into, in order; empty when it was not
 */
public record Job(
        JobId id,
        String tenant,
        JobRequest request,
        JobState state,
        long version,
        int attempt,
        int fails,
        boolean cancelRequested,
        Instant createdAt,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        @Nullable Progress progress,
        List<Artifact> artifacts,
        Map<String, Object> report,
        @Nullable JobError error,
        @Nullable JobId redriveOf,
        @Nullable BatchId batch,
        List<JobId> chunks) {}
