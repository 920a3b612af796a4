package dev.tintype.ledger;

import dev.tintype.job.Job;
import dev.tintype.job.JobState;

/** The answer to a worker that was handed a job. Only {@link Claimed} may run it. */
public sealed interface Claim {
    /** The attempt {@code job.attempt()} is this worker's, as long as it beats. */
    record Claimed(Job job) implements Claim {}

    /** Another attempt is running. */
    record Busy() implements Claim {}

    /** The job is not waiting to be run. */
    record Stale(JobState state) implements Claim {}

    /** The job was deleted a while ago. */
    record Gone() implements Claim {}

    /** The ledger has no such job: it lost it. */
    record Unknown() implements Claim {}
}
