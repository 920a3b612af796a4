package dev.tintype.worker.capture;

import dev.tintype.capture.CaptureSource;

/** Fetches what a source names, so that what is left is a URL or HTML. Thread-safe. */
@FunctionalInterface
public interface PageSources {
    /** @throws dev.tintype.job.JobFailure when what it names cannot be had */
    CaptureSource resolve(String tenant, CaptureSource source);
}
