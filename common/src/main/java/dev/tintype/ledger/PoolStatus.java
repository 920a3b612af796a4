package dev.tintype.ledger;

import dev.tintype.job.Pool;

/**
 * How a pool stands.
 *
 * @param paused nothing more is published
 * @param window most jobs published or running
 * @param published given to the broker, not begun
 * @param running under way
 * @param backlog waiting for a turn
 */
public record PoolStatus(Pool pool, boolean paused, long window, long published, long running, long backlog) {
    /** How many jobs want a worker now: what to scale by. */
    public long demand() {
        return published + running + backlog;
    }
}
