package dev.tintype.worker.noop;

import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.JobRunner;

/** Does nothing, at once: what is left is the system's own cost. */
public final class NoopRunner implements JobRunner {
    private final int slots;

    public NoopRunner(int slots) {
        this.slots = slots;
    }

    @Override
    public Pool pool() {
        return Pool.NOOP;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public JobResult run(Attempt attempt) {
        return JobResult.empty();
    }

    @Override
    public void close() {}
}
