package dev.tintype.worker.capture.visit;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.time.Duration;

/** What is left of {@code page.timeout_ms}: from navigation to the last output. */
public final class Budget {
    /** What is kept back for the outputs when something else is waited for. */
    static final long RESERVE_MS = 250;

    private final long totalMs;
    private final long start = System.nanoTime();
    private final long end;

    private Budget(long totalMs) {
        this.totalMs = totalMs;
        this.end = start + Duration.ofMillis(totalMs).toNanos();
    }

    /** Starts counting. */
    public static Budget start(long totalMs) {
        return new Budget(totalMs);
    }

    public long totalMs() {
        return totalMs;
    }

    /** Milliseconds since the beginning. */
    public long spentMs() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /**
     * Milliseconds left, at least 1.
     *
     * @param doing what needs them, for the failure: "taking the screenshot"
     * @throws JobFailure {@code navigation_timeout} when there are none
     */
    public long leftMs(String doing) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left < 1) {
            throw overdue(doing);
        }
        return left;
    }

    /** Milliseconds left for opening the page: two thirds of all, so that something remains for the outputs. */
    public long navigationMs() {
        return Math.max(1, totalMs * 2 / 3);
    }

    /** The failure when the budget is used up. */
    public JobFailure overdue(String doing) {
        return new JobFailure(
                ErrorCode.NAVIGATION_TIMEOUT,
                "The page used up its " + totalMs + " ms (page.timeout_ms) while " + doing);
    }
}
