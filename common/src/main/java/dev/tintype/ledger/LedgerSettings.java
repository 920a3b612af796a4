package dev.tintype.ledger;

import java.time.Duration;

/**
 * The ledger's constants. Services run with {@link #defaults()}; tests shorten them.
 *
 * @param publishGrace how long after accepting, or after a look that asked for publishing, the job is looked at again
 *     unless {@link JobLedger#dispatched} was called
 * @param redispatch how long a message that the broker took may stay unclaimed before it counts as lost
 * @param backoffBase upper bound of the first pause before a retry; doubles with every failure
 * @param backoffCap greatest upper bound of that pause
 * @param idempotencyTtl how long an idempotency key is remembered
 * @param eventsKept about how many events the stream keeps
 * @param dispatch how much is published, and of whom
 */
public record LedgerSettings(
        Duration publishGrace,
        Duration redispatch,
        Duration backoffBase,
        Duration backoffCap,
        Duration idempotencyTtl,
        int eventsKept,
        DispatchSettings dispatch) {
    public LedgerSettings(
            Duration publishGrace,
            Duration redispatch,
            Duration backoffBase,
            Duration backoffCap,
            Duration idempotencyTtl,
            int eventsKept) {
        this(
                publishGrace,
                redispatch,
                backoffBase,
                backoffCap,
                idempotencyTtl,
                eventsKept,
                DispatchSettings.defaults());
    }

    /** The same with other limits. */
    public LedgerSettings with(DispatchSettings other) {
        return new LedgerSettings(publishGrace, redispatch, backoffBase, backoffCap, idempotencyTtl, eventsKept, other);
    }

    public static LedgerSettings defaults() {
        return new LedgerSettings(
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                100_000);
    }
}
