package dev.tintype.ledger;

/**
 * How much one tenant may have at once.
 *
 * @param running most jobs published or running; 0: no limit
 * @param queued most jobs waiting, in whatever way, when another is to be accepted; 0: no limit
 * @param weight share of turns when tenants compete, relative to the others'
 */
public record TenantLimits(int running, int queued, int weight) {
    public TenantLimits {
        if (running < 0 || queued < 0 || weight < 1) {
            throw new IllegalArgumentException("limits " + running + ", " + queued + ", weight " + weight);
        }
    }

    /** Any number at once, and 100,000 waiting. */
    public static TenantLimits defaults() {
        return new TenantLimits(0, 100_000, 1);
    }
}
