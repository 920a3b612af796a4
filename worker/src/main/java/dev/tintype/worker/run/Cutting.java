package dev.tintype.worker.run;

import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.ledger.NewChunk;
import java.nio.file.Path;
import java.util.List;

/** How an attempt has its job done in parts, by jobs of their own, and finds what they made. Thread-safe. */
public interface Cutting {
    /** How many attempts other workers of the pool could begin now. */
    int freeElsewhere();

    /**
     * Stores a file that a chunk is to have from its start.
     *
     * @param chunk that will be cut by this attempt
     * @throws dev.tintype.job.JobFailure {@code storage_failed} when not every byte is certainly stored
     */
    Artifact give(JobId chunk, String name, String kind, String mediaType, Path file);

    /** Has the job cut when this attempt ends without a failure; what it returns is not kept then. The next attempt finds the chunks ended. */
    void cut(List<NewChunk> chunks);

    /**
     * A chunk of this job, which has succeeded.
     *
     * @throws dev.tintype.job.JobFailure when it is gone
     */
    Job chunk(JobId id);
}
