package dev.tintype.ledger;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JobLedger#accept} needs.
 *
 * @param idempotencyKey the caller's key, scoped by tenant and route, or null
 * @param traceparent W3C trace context, or null
 * @param redriveOf the job whose request this repeats, or null
 * @param batch the batch it belongs to, or null
 */
public record NewJob(
        JobId id,
        String tenant,
        JobRequest request,
        @Nullable String idempotencyKey,
        @Nullable String traceparent,
        @Nullable JobId redriveOf,
        @Nullable BatchId batch) {
    public NewJob(
            JobId id,
            String tenant,
            JobRequest request,
            @Nullable String idempotencyKey,
            @Nullable String traceparent) {
        this(id, tenant, request, idempotencyKey, traceparent, null, null);
    }
}
