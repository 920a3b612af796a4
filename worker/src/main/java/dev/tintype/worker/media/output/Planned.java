package dev.tintype.worker.media.output;

import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;

/** What is left to do for an output when its files are there: look at them, complete them, hand them over. */
@FunctionalInterface
public interface Planned {
    /** @throws dev.tintype.job.JobFailure when they are not as they should be */
    void finish(Workshop workshop) throws IOException, InterruptedException;
}
