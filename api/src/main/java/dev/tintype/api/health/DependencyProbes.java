package dev.tintype.api.health;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.health.Health;
import dev.tintype.health.HealthProbe;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerHealth;
import dev.tintype.ledger.LedgerUnavailable;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The api's own dependencies. */
@Configuration(proxyBeanMethods = false)
class DependencyProbes {
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

    /** Without it jobs are still accepted; they wait in the ledger. */
    @Bean
    HealthProbe brokerProbe(Broker broker) {
        return new Probe(
                "broker",
                () -> broker.available()
                        ? Health.up()
                        : Health.degraded("does not answer: jobs are accepted and wait until it does"));
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
