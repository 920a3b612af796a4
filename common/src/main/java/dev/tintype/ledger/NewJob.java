package dev.tintype.ledger;

import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JobLedger#accept} needs.
 *
 * @param idempotencyKey the caller's key, scoped by tenant and route, or null
 * @param traceparent W3C trace context, or null
 */
public record NewJob(
        JobId id,
        String tenant,
        JobRequest request,
        @Nullable String idempotencyKey,
        @Nullable String traceparent) {}
