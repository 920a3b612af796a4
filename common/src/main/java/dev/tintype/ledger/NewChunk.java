package dev.tintype.ledger;

import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import java.util.List;

/**
 * A part of a job that is to be a job of its own.
 *
 * @param weight its share of the work, beside the others'; above 0
 * @param artifacts what it has from the start, of attempt 0
 */
public record NewChunk(JobId id, JobRequest request, int weight, List<Artifact> artifacts) {
    public NewChunk {
        artifacts = List.copyOf(artifacts);
    }
}
