package dev.tintype.ledger;

import dev.tintype.broker.Envelope;
import dev.tintype.job.JobState;

/** What the reconciler found when a job's timer was due. */
public sealed interface Tick {
    /** The job waits for a worker: publish it, as of {@code attempt} earlier attempts. */
    record Publish(Envelope envelope, int attempt) implements Tick {}

    /** A running attempt lost its lease, or a wait ended: the job is now in {@code state}. */
    record Moved(JobState state) implements Tick {}

    /** Nothing to do: not due, or gone. */
    record Nothing() implements Tick {}
}
