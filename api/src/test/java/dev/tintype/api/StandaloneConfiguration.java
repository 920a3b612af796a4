package dev.tintype.api;

import dev.tintype.broker.Broker;
import dev.tintype.config.CommonConfiguration;
import dev.tintype.secret.FirstKeySink;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the api runs on in its tests: the Redis and the data folder of the settings, and no broker. */
@Configuration(proxyBeanMethods = false)
@Import(CommonConfiguration.class)
class StandaloneConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Broker broker() {
        return new NoBroker();
    }

    /** Printed, not logged: logs are kept and sent to places. */
    @Bean
    @ConditionalOnMissingBean
    FirstKeySink firstKeySink() {
        return token -> System.out.println("The first API key, shown only now: " + token.reveal());
    }
}
