package dev.tintype.ledger;

import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobResult;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only door to job state. Each transition is one Lua script, atomic and one round trip; time is the server's, so
 * clocks of callers do not matter. Thread-safe. Every method may throw {@link LedgerUnavailable}; whether the change then
 * happened is unknown, and each may safely be sent again.
 */
@SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
public final class JobLedger {
    private static <T> T pending() {
        throw new UnsupportedOperationException();
    }

    public Accepted accept(NewJob job) {
        return pending();
    }

    /** Notes that the broker has the message, so the next look can wait; only while still queued at that attempt. */
    public boolean dispatched(JobId id, int attempt) {
        return pending();
    }

    public Claim claim(JobId id, String worker, Duration lease) {
        return pending();
    }

    /** Renews the lease; a changed {@code progress} is a visible change. */
    public Beat beat(JobId id, int attempt, Duration lease, @Nullable Progress progress) {
        return pending();
    }

    /** The attempt succeeded; makes its artifacts visible. */
    public Finish finish(JobId id, int attempt, JobResult result) {
        return pending();
    }

    /** The attempt failed: it is retried after a back-off, or the job ends. A requested cancel wins. */
    public Finish fail(JobId id, int attempt, JobFailure failure) {
        return pending();
    }

    /** The attempt is given up without blame (drain): runnable again at once. */
    public Finish release(JobId id, int attempt) {
        return pending();
    }

    /** Jobs whose timer is due, oldest first. */
    public List<JobId> due(int limit) {
        return pending();
    }

    /** When the earliest timer is due; empty when there is none. */
    public Optional<Instant> nextDue() {
        return pending();
    }

    /** Looks at one job whose timer may be due and does what is due. */
    public Tick tick(JobId id) {
        return pending();
    }

    public Cancel cancel(String tenant, JobId id) {
        return pending();
    }

    /** A tenant's job; a foreign id answers as an unknown one. */
    public Optional<Job> find(String tenant, JobId id) {
        return pending();
    }

    /** Newest first. */
    public JobPage list(String tenant, JobQuery query, int limit, JobPage.@Nullable Position after) {
        return pending();
    }

    /** Removes a terminal job's record; false when it is not terminal (or is unknown: see {@link #find}). */
    public boolean delete(String tenant, JobId id) {
        return pending();
    }

    /** Terminal jobs whose time to be kept has passed, oldest first: the sweeper's work. */
    public List<Expired> expired(int limit) {
        return pending();
    }

    /** A job to sweep. */
    public record Expired(String tenant, JobId id) {}
}
