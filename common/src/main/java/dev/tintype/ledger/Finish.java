package dev.tintype.ledger;

import dev.tintype.job.JobState;

/** The answer to the end of an attempt. */
public sealed interface Finish {
    /** The job is now in {@code state}; repeating the same end answers the same. */
    record Done(JobState state) implements Finish {}

    /** The attempt was no longer the running one; nothing changed. */
    record Fenced() implements Finish {}
}
