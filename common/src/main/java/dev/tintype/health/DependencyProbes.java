package dev.tintype.health;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerHealth;
import dev.tintype.ledger.LedgerUnavailable;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service depends on. */
@Configuration(proxyBeanMethods = false)
public class DependencyProbes {
    private record Probe(String name, Supplier<Health> question) implements HealthProbe {
        @Override
        public Health check() {
            return question.get();
        }
    }

    @Bean
    HealthProbe ledgerProbe(JobLedger ledger) {
        return new Probe("ledger", () -> ledger(ledger));
    }

    @Bean
    HealthChecks healthChecks(List<HealthProbe> probes) {
        return new HealthChecks(probes);
    }

    /** Without it jobs are still accepted; they wait in the ledger. */
    @Bean
    HealthProbe brokerProbe(Broker broker) {
        return new Probe("broker", () -> broker(broker));
    }

    /** Without it jobs are still accepted, but none can succeed and nothing can be fetched. */
    @Bean
    HealthProbe artifactProbe(ArtifactStore store) {
        return new Probe(
                "artifacts",
                () -> store.available()
                        ? Health.up()
                        : Health.down("cannot store: is the disk full, or the bucket out of reach?"));
    }

    private static Health broker(Broker broker) {
        if (broker.available()) {
            return Health.up();
        }
        String problem = broker.problem();
        return Health.degraded(problem == null ? "does not answer: jobs are accepted and wait until it does" : problem);
    }

    private static Health ledger(JobLedger ledger) {
        LedgerHealth health;
        try {
            health = ledger.ping();
        } catch (LedgerUnavailable e) {
            return Health.down("does not answer");
        }
        String policy = health.maxmemoryPolicy();
        if (policy != null && !policy.equals("noeviction")) {
            return Health.degraded("may evict jobs: set maxmemory-policy to noeviction");
        }
        return health.durability().equals("none")
                ? Health.degraded("keeps jobs in memory only: turn appendonly on")
                : Health.up();
    }
}
