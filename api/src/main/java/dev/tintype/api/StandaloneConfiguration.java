package dev.tintype.api;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.FileArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.broker.NoBroker;
import dev.tintype.config.LedgerConfiguration;
import dev.tintype.config.TintypeProperties;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.FirstKeySink;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the api runs on when it is a process of its own: the Redis and the data folder of the settings. */
@Configuration(proxyBeanMethods = false)
@Import(LedgerConfiguration.class)
class StandaloneConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ArtifactStore artifactStore(TintypeProperties properties) {
        return new FileArtifactStore(properties.dataDir().resolve("artifacts"));
    }

    @Bean
    @ConditionalOnMissingBean
    Broker broker() {
        return new NoBroker();
    }

    @Bean
    @ConditionalOnMissingBean
    Dispatcher dispatcher(JobLedger ledger, Broker broker) {
        return new Dispatcher(ledger, broker);
    }

    /** Printed, not logged: logs are kept and sent to places. */
    @Bean
    @ConditionalOnMissingBean
    FirstKeySink firstKeySink() {
        return token -> System.out.println("The first API key, shown only now: " + token.reveal());
    }
}
