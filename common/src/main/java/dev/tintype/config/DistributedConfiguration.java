package dev.tintype.config;

import dev.tintype.broker.Broker;
import dev.tintype.broker.rabbit.RabbitBroker;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What api and worker stand on when each is a process of its own: a Redis and a RabbitMQ that somebody else runs. */
@Configuration(proxyBeanMethods = false)
@Import(CommonConfiguration.class)
@EnableConfigurationProperties(RabbitProperties.class)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    SslAutoConfiguration.class
})
public class DistributedConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Broker broker(RabbitProperties properties, SslBundles bundles) {
        return new RabbitBroker(properties.settings(bundles));
    }

    @Bean
    static BeanPostProcessor ledgerGuard(Environment environment) {
        return new LedgerGuard(environment.getProperty("tintype.redis.unsafe", Boolean.class, false));
    }
}
