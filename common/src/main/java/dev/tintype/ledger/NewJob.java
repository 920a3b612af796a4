package dev.tintype.ledger;

import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.schedule.ScheduleId;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JobLedger#accept} needs.
 *
 * @param idempotencyKey the caller's key, scoped by tenant and route, or null
 * @param traceparent W3C trace context, or null
 * @param redriveOf the job whose request this repeats, or null
 * @param batch the batch it belongs to, or null
 * @param schedule the schedule that makes it, or null
 */
public record NewJob(
        JobId id,
        String tenant,
        JobRequest request,
        @Nullable String idempotencyKey,
        @Nullable String traceparent,
        @Nullable JobId redriveOf,
        @Nullable BatchId batch,
        @Nullable ScheduleId schedule) {
    public NewJob(
            JobId id,
            String tenant,
            JobRequest request,
            @Nullable String idempotencyKey,
            @Nullable String traceparent,
            @Nullable JobId redriveOf,
            @Nullable BatchId batch) {
        this(id, tenant, request, idempotencyKey, traceparent, redriveOf, batch, null);
    }

    public NewJob(
            JobId id,
            String tenant,
            JobRequest request,
            @Nullable String idempotencyKey,
            @Nullable String traceparent) {
        this(id, tenant, request, idempotencyKey, traceparent, null, null, null);
    }
}
