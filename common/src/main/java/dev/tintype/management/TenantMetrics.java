package dev.tintype.management;

import dev.tintype.job.Pool;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.PoolLedger;
import dev.tintype.ledger.TenantShare;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Whose jobs wait and run, asked of the ledger at each scrape; nothing while it does not answer. Of each pool the {@value #MOST}
 * tenants with the most, so that the labels have a bound. Every api tells the same, so take the maximum, not the sum.
 */
public final class TenantMetrics implements MeterBinder, MultiCollector {
    static final int MOST = 100;

    private final PoolLedger pools;

    public TenantMetrics(PoolLedger pools) {
        this.pools = pools;
    }

    /** Micrometer's gauges are made once for good; these come and go with the jobs. */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            prometheus.getPrometheusRegistry().register(this);
        }
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder waiting =
                GaugeSnapshot.builder().name("tintype_tenant_waiting").help("Jobs of the tenant that wait for a turn.");
        GaugeSnapshot.Builder underWay = GaugeSnapshot.builder()
                .name("tintype_tenant_under_way")
                .help("Jobs of the tenant, published or running.");
        try {
            for (Pool pool : Pool.values()) {
                for (TenantShare share : pools.tenants(pool, MOST)) {
                    Labels labels = Labels.of("pool", pool.wireName(), "tenant", share.tenant());
                    waiting.dataPoint(point(labels, (double) share.waiting()));
                    underWay.dataPoint(point(labels, (double) share.underWay()));
                }
            }
        } catch (LedgerUnavailable e) {
            return new MetricSnapshots();
        }
        return new MetricSnapshots(waiting.build(), underWay.build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
