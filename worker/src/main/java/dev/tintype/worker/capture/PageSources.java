package dev.tintype.worker.capture;

import dev.tintype.capture.CaptureSource;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;

/** Fetches what a source names, so that what is left is a URL or HTML. Thread-safe. */
@FunctionalInterface
public interface PageSources {
    /** @throws dev.tintype.job.JobFailure when what it names cannot be had */
    CaptureSource resolve(String tenant, CaptureSource source);

    /**
     * The bytes of an upload that is an image.
     *
     * @param most bytes at most
     */
    default byte[] image(String tenant, String upload, long most) {
        throw new JobFailure(ErrorCode.UPLOAD_GONE, "There are no uploads here");
    }
}
