package dev.tintype.worker.compare;

import dev.tintype.job.CaptureSpec;
import dev.tintype.worker.run.Attempt;
import java.util.Map;

/** Takes the pictures that are made for a comparison. */
@FunctionalInterface
public interface Camera {
    /**
     * A picture, not yet stored.
     *
     * @param facts kind-specific
     * @param report about the visit
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Shot(
            String kind,
            String extension,
            String mediaType,
            byte[] bytes,
            Map<String, Object> facts,
            Map<String, Object> report) {}

    /** Visits the page and makes its one output. */
    Shot take(Attempt attempt, CaptureSpec spec) throws InterruptedException;
}
