package dev.tintype.ledger;

import dev.tintype.job.JobState;

/** The answer to a request to cancel. */
public sealed interface Cancel {
    /** Cancelled here and now, or already cancelled. */
    record Cancelled() implements Cancel {}

    /** A running attempt has been told; it ends as {@code cancelled} unless it finishes first. */
    record Signalled() implements Cancel {}

    /** It ended otherwise before. */
    record Already(JobState state) implements Cancel {}

    /** This tenant has no such job. */
    record Unknown() implements Cancel {}
}
