package dev.tintype.worker.run;

import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import java.util.Map;

/** Does the jobs of one pool. Called by several threads at once, one per slot. */
public interface JobRunner {
    Pool pool();

    /** How many attempts it can run at once: the pool's slots. */
    int slots();

    /**
     * How many attempts may be under way: more than slots where an attempt spends time outside of its slot, so that storing
     * one's results overlaps with doing the next.
     */
    default int attempts() {
        return slots();
    }

    /** What it works with, for operators to see: name and version of programs. */
    default Map<String, String> capabilities() {
        return Map.of();
    }

    /**
     * Does one attempt and returns what it made; everything it started has ended when it returns or throws.
     *
     * @throws JobFailure with the typed reason; any other exception counts as a defect of ours
     */
    JobResult run(Attempt attempt) throws InterruptedException;

    /** Stops whatever is kept warm between attempts. */
    void close();
}
