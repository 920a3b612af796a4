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
 */
public record BrowserSettings(@Nullable Path executable, Path cacheDir, int recycleJobs, Duration recycleAge) {
    private static final int RECYCLE_JOBS = 200;
    private static final Duration RECYCLE_AGE = Duration.ofMinutes(30);

    public static BrowserSettings of(@Nullable Path executable, Path cacheDir) {
        return new BrowserSettings(executable, cacheDir, RECYCLE_JOBS, RECYCLE_AGE);
    }
}
