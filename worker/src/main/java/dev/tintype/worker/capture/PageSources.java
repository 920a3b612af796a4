package dev.tintype.worker.capture;

import dev.tintype.capture.CaptureSource;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Target;
import java.util.Optional;

/** Fetches what a source names. Thread-safe. */
@FunctionalInterface
public interface PageSources {
    /**
     * What to open.
     *
     * @param source not an artifact
     * @throws dev.tintype.job.JobFailure when what it names cannot be had
     */
    Target resolve(String tenant, CaptureSource source);

    /**
     * The bytes of an upload that is an image.
     *
     * @param most bytes at most
     */
    default byte[] image(String tenant, String upload, long most) {
        throw new JobFailure(ErrorCode.UPLOAD_GONE, "There are no uploads here");
    }

    /**
     * The bytes of an upload that is a PDF; empty when it is something else.
     *
     * @param most bytes at most
     */
    default Optional<byte[]> pdf(String tenant, String upload, long most) {
        return Optional.empty();
    }

    /** For a source that has everything in it. */
    static Target inline(CaptureSource source) {
        if (source.url() != null) {
            return new Target.Remote(source.url());
        }
        if (source.html() != null) {
            return new Target.Given(source.html(), source.baseUrl());
        }
        if (source.markdown() != null) {
            return new Target.Given(MarkdownPage.html(source.markdown()), source.baseUrl());
        }
        throw new IllegalArgumentException("a source that has to be fetched");
    }
}
