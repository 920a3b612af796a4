package dev.tintype.worker.capture.output;

import dev.tintype.capture.CaptureOutput;

/**
 * Makes one kind of output. Stateless. A new kind is a record in {@code dev.tintype.capture} and a handler, listed in
 * {@link OutputHandlers}.
 */
public interface CaptureOutputHandler<O extends CaptureOutput> {
    /** The options it understands. */
    Class<O> type();

    /**
     * Makes the output of the page as it is now, on the slot's thread.
     *
     * @throws dev.tintype.job.JobFailure when the page does not allow it
     */
    Rendered render(O output, VisitedPage page);
}
