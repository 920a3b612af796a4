package dev.tintype.worker.run;

/** Why an attempt has to stop before it is done. */
enum AbortReason {
    /** The caller cancelled the job. */
    CANCELLED,
    /** Another attempt may run: nothing may be written. */
    FENCED,
    /** {@code timeout_s} is used up. */
    TIMED_OUT,
    /** The worker stops and its grace is over. */
    DRAINED
}
