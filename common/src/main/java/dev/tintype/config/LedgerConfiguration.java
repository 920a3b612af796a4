package dev.tintype.config;

import dev.tintype.event.JobEvents;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisClients;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The ledger and its events as beans, on the Redis that {@code tintype.redis.url} names. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(UnifiedJedis.class)
    RedisClient redis(TintypeProperties properties) {
        return RedisClients.pooled(URI.create(properties.redis().url()));
    }

    @Bean
    @ConditionalOnMissingBean
    JobLedger jobLedger(UnifiedJedis redis) {
        return new JobLedger(redis);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    JobEvents jobEvents(TintypeProperties properties) {
        return new JobEvents(URI.create(properties.redis().url()));
    }
}
