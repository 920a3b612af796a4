package dev.tintype.worker.noop;

import dev.tintype.job.Artifact;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobSpec;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.Pool;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.JobRunner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does nothing, at once or for a while: what is left is the system's own cost, and how it bears faults. */
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
    public JobResult run(Attempt attempt) throws InterruptedException {
        JobSpec spec = attempt.job().request().spec();
        if (!(spec instanceof NoopSpec(Integer sleepMs, Integer artifactBytes))) {
            throw new IllegalStateException("not a job of this pool: " + spec.typeName());
        }
        if (sleepMs != null) {
            sleep(attempt, sleepMs);
        }
        return artifactBytes == null
                ? JobResult.empty()
                : new JobResult(List.of(artifact(attempt, artifactBytes)), Map.of());
    }

    private static void sleep(Attempt attempt, int ms) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        attempt.onAbort(stop::countDown);
        if (stop.await(ms, TimeUnit.MILLISECONDS)) {
            throw new JobFailure(ErrorCode.INTERNAL, "The attempt was stopped.");
        }
    }

    /** The same bytes in every attempt of a job, and other bytes in every other job. */
    private static Artifact artifact(Attempt attempt, int size) {
        byte[] name = attempt.job().id().value().getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[size];
        new Random(Arrays.hashCode(name)).nextBytes(bytes);
        return attempt.store(NoopSpec.ARTIFACT, "noise", "application/octet-stream", bytes, Map.of());
    }

    @Override
    public void close() {}
}
