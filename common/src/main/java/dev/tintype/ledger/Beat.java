package dev.tintype.ledger;

/** The answer to a beat. */
public enum Beat {
    /** The lease is renewed. */
    OK,
    /** The lease is renewed, and the caller wants the job stopped. */
    CANCEL,
    /** The attempt is over: kill what it started and write nothing more. */
    FENCED
}
