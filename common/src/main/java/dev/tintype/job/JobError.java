package dev.tintype.job;

/**
 * The failure of an attempt as the ledger keeps it and the API shows it.
 *
 * @param code an {@link ErrorCode} wire name
 * @param retryable whether this kind of failure is tried again
 * @param attempt the attempt that failed
 */
public record JobError(String code, String title, String detail, boolean retryable, int attempt) {
    public static JobError of(JobFailure failure, int attempt) {
        return new JobError(
                failure.code().wireName(), failure.code().title(), failure.detail(), failure.retryable(), attempt);
    }
}
