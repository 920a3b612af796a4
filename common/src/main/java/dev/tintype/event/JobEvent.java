package dev.tintype.event;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;

/**
 * One visible change of a job.
 *
 * @param streamId the event's place in the ledger's stream
 * @param version the job's version after it
 */
public record JobEvent(String streamId, JobId id, String tenant, JobState state, long version) {}
