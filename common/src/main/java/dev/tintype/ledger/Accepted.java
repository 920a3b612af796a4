package dev.tintype.ledger;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;

/** What became of a request to accept a job. */
public sealed interface Accepted {
    /** The job is in the ledger, durable as the ledger is. */
    record Created(Job job) implements Accepted {}

    /** The same key and the same request were accepted before, as {@code id}. */
    record Replayed(JobId id) implements Accepted {}

    /** The same key was used for another request. */
    record Mismatch(JobId id) implements Accepted {}
}
