package dev.tintype.management;

import dev.tintype.job.Pool;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.PoolLedger;
import dev.tintype.ledger.PoolStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/**
 * How the pools stand, asked of the ledger at each scrape; not a number while it does not answer. {@code tintype_pool_demand} is
 * what autoscalers scale by: see {@link PoolStatus#demand()}. Every api tells the same, so take the maximum, not the sum.
 */
public final class PoolMetrics implements MeterBinder {
    private final PoolLedger pools;

    public PoolMetrics(PoolLedger pools) {
        this.pools = pools;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Pool pool : Pool.values()) {
            gauge(
                    registry,
                    pool,
                    "demand",
                    "Jobs that want a worker now: published, running, waiting.",
                    PoolStatus::demand);
            gauge(registry, pool, "running", "Jobs under way.", PoolStatus::running);
            gauge(registry, pool, "backlog", "Jobs that wait for their turn.", PoolStatus::backlog);
            gauge(registry, pool, "window", "Most jobs published or running.", PoolStatus::window);
            gauge(registry, pool, "paused", "1 while nothing more begins.", status -> status.paused() ? 1 : 0);
        }
    }

    private void gauge(
            MeterRegistry registry, Pool pool, String name, String description, ToLongFunction<PoolStatus> value) {
        Gauge.builder("tintype.pool." + name, () -> ask(pool, value))
                .description(description)
                .tag("pool", pool.wireName())
                .register(registry);
    }

    private double ask(Pool pool, ToLongFunction<PoolStatus> value) {
        try {
            return value.applyAsLong(pools.status(pool));
        } catch (LedgerUnavailable e) {
            return Double.NaN;
        }
    }
}
