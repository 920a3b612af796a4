package dev.tintype.ledger;

import dev.tintype.broker.Envelope;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import java.util.Optional;

/** What became of a request to accept a job. */
public sealed interface Accepted {
    /**
     * The job is in the ledger, durable as the ledger is.
     *
     * @param message of a job in its pool's window: publish it now, or its timer will. Empty when it waits in the backlog or
     *     for its time
     */
    record Created(Job job, Optional<Envelope> message) implements Accepted {}

    /** The tenant has {@code most} jobs waiting, and may have no more. */
    record Full(int most) implements Refused {}

    /** The job {@code holder} has not ended and has the unique key. */
    record Held(JobId holder) implements Refused {}

    /** It would wait for a job that the tenant does not have. */
    record NoParent(JobId id) implements Refused {}

    /** It would wait for a job that as many others wait for as may. */
    record Crowded(JobId id) implements Refused {}

    /** A lost job's message came, but the job was deleted. */
    record Gone() implements Refused {}

    /** The same key and the same request were accepted before, as {@code id}. */
    record Replayed(JobId id) implements Accepted {}

    /** An identical job has succeeded lately enough; nothing was made. */
    record Hit(Job job) implements Accepted {}

    /** An identical job is under way; nothing was made. */
    record Joined(Job job) implements Accepted {}

    /** The same key was used for another request. */
    record Mismatch(JobId id) implements Refused {}

    /** The job was not taken. */
    sealed interface Refused extends Accepted {}
}
