package dev.tintype.broker;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The message that says "this job may be runnable". Self-contained: a worker can rebuild a record that a restore of the
 * ledger lost.
 *
 * @param v version of this form, now 1
 * @param request the job's canonical flat JSON ({@code JobRequest.toJson})
 * @param traceparent W3C trace context of the request that made the job, or null
 */
public record Envelope(
        int v,
        JobId id,
        String tenant,
        Pool pool,
        String request,
        Instant acceptedAt,
        @Nullable String traceparent) {
    public static final int VERSION = 1;
}
