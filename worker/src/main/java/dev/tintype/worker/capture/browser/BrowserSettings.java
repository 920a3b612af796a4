package dev.tintype.worker.capture.browser;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How browsers are found, kept and renewed.
 *
 * @param executable path of the browser; null: looked for in the usual places
 * @param cacheDir where Playwright's driver is unpacked once; may be shared with other processes
 * @param recycleJobs captures after which a browser is renewed: long-lived ones grow and slow down
 * @param recycleAge age at which it is renewed
 * @param recycleBytes memory of its processes (PSS) at which it is renewed between two captures
 */
public record BrowserSettings(
        @Nullable Path executable, Path cacheDir, int recycleJobs, Duration recycleAge, long recycleBytes) {
    private static final int RECYCLE_JOBS = 1_000;
    private static final Duration RECYCLE_AGE = Duration.ofMinutes(30);
    private static final long RECYCLE_BYTES = 1L << 30;

    /** With the usual limit of memory. */
    public BrowserSettings(@Nullable Path executable, Path cacheDir, int recycleJobs, Duration recycleAge) {
        this(executable, cacheDir, recycleJobs, recycleAge, RECYCLE_BYTES);
    }

    public static BrowserSettings of(@Nullable Path executable, Path cacheDir) {
        return new BrowserSettings(executable, cacheDir, RECYCLE_JOBS, RECYCLE_AGE);
    }
}
