package dev.tintype.worker.capture.output;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.worker.capture.browser.Tab;
import java.util.List;

/**
 * Makes one kind of output. Stateless. A new kind is a record {@code XOutput} in {@code dev.tintype.capture} and a handler
 * {@code XHandler} here, which is found by that name; validation, the OpenAPI document and the capabilities are read from
 * the record.
 */
public interface CaptureOutputHandler<O extends CaptureOutput> {
    /**
     * Makes the output of the page as it is now, on the slot's thread.
     *
     * @return at least one artifact
     * @throws dev.tintype.job.JobFailure when the page does not allow it
     */
    List<Rendered> render(O output, VisitedPage page);

    /** Gets ready before the page is opened, for outputs that watch the visit; on the slot's thread. */
    default Making start(O output, Tab tab) {
        return page -> render(output, page);
    }

    /** An output that is asked for and not yet made. */
    @FunctionalInterface
    interface Making {
        /** As {@link CaptureOutputHandler#render}. */
        List<Rendered> finish(VisitedPage page);
    }
}
