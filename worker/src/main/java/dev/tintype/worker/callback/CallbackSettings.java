package dev.tintype.worker.callback;

import java.time.Duration;

/**
 * The pool's constants. Services run with {@link #DEFAULT}; tests shorten them.
 *
 * @param pause between looks when nothing is due
 * @param lease how long a claimed delivery is ours; longer than the deadline by what recording may take
 * @param deadline for one attempt, from look-up to the end of the answer
 * @param slots attempts at once
 * @param slotsOfQueue attempts at once to one endpoint
 * @param breakerOpen how long an endpoint that only fails is left alone
 */
record CallbackSettings(
        Duration pause, Duration lease, Duration deadline, int slots, int slotsOfQueue, Duration breakerOpen) {
    static final CallbackSettings DEFAULT = new CallbackSettings(
            Duration.ofMillis(200), Duration.ofSeconds(60), Duration.ofSeconds(15), 64, 4, Duration.ofSeconds(30));

    CallbackSettings withSlots(int other) {
        return new CallbackSettings(pause, lease, deadline, other, slotsOfQueue, breakerOpen);
    }
}
