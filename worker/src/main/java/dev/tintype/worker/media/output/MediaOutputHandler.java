package dev.tintype.worker.media.output;

import dev.tintype.media.MediaOutput;
import dev.tintype.worker.media.plan.Draft;

/**
 * Makes one kind of output. Stateless. A new kind is a record in {@code dev.tintype.media} and a handler, listed in
 * {@link MediaOutputHandlers}.
 */
public interface MediaOutputHandler<O extends MediaOutput> {
    /** The options it understands. */
    Class<O> type();

    /**
     * Adds to the draft what the output needs. Pure: starts nothing, reads nothing.
     *
     * @return what to do when FFmpeg has made its files
     * @throws dev.tintype.job.JobFailure when the source does not allow it
     */
    Planned plan(O output, Draft draft);
}
