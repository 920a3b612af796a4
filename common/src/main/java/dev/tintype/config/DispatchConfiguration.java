package dev.tintype.config;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.dispatch.Scheduler;
import dev.tintype.event.RoomBell;
import dev.tintype.ledger.JobLedger;
import dev.tintype.management.PoolMetrics;
import dev.tintype.management.TenantMetrics;
import dev.tintype.retention.Sweeper;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.TenantKeys;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whoever accepts jobs also sees to them until a worker takes them, and sweeps up. Any number of processes may. */
@Configuration(proxyBeanMethods = false)
public class DispatchConfiguration {
    /** How late a timer may be looked at. */
    private static final Duration RECONCILE_PAUSE = Duration.ofMillis(200);

    @Bean
    Dispatcher dispatcher(JobLedger ledger, Broker broker) {
        return new Dispatcher(ledger, broker);
    }

    @Bean
    RoomBell roomBell(TintypeProperties properties, Dispatcher dispatcher) {
        return new RoomBell(URI.create(properties.redis().url()), dispatcher::topUp);
    }

    @Bean
    MeterBinder poolMetrics(JobLedger ledger) {
        return new PoolMetrics(ledger.pools());
    }

    @Bean
    MeterBinder tenantMetrics(JobLedger ledger) {
        return new TenantMetrics(ledger.pools());
    }

    @Bean(initMethod = "start")
    Reconciler reconciler(JobLedger ledger, Dispatcher dispatcher) {
        return new Reconciler(ledger, dispatcher, RECONCILE_PAUSE);
    }

    @Bean(initMethod = "start")
    Scheduler scheduler(JobLedger ledger, Dispatcher dispatcher, Clock clock) {
        return new Scheduler(ledger, dispatcher, clock);
    }

    @Bean(initMethod = "start")
    Sweeper sweeper(JobLedger ledger, ArtifactStore store, Uploads uploads, TenantKeys tenantKeys, Clock clock) {
        return new Sweeper(ledger, store, uploads, tenantKeys, clock);
    }
}
