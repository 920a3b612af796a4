package dev.tintype.config;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.event.EventLog;
import dev.tintype.event.JobEvents;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisClients;
import dev.tintype.retention.Sweeper;
import dev.tintype.upload.Uploads;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.RedisClient;

/** What api and worker both need, and one process needs once. Who starts Redis, and the broker, are others' choice. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TintypeProperties.class)
public class CommonConfiguration {
    /** How late a timer may be looked at. */
    private static final Duration RECONCILE_PAUSE = Duration.ofMillis(200);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RedisClient redisClient(TintypeProperties properties) {
        return RedisClients.pooled(URI.create(properties.redis().url()));
    }

    @Bean
    JobLedger jobLedger(RedisClient redis) {
        return new JobLedger(redis);
    }

    @Bean
    JobEvents jobEvents(TintypeProperties properties) {
        return new JobEvents(URI.create(properties.redis().url()));
    }

    @Bean
    EventLog eventLog(RedisClient redis) {
        return new EventLog(redis);
    }

    @Bean
    ArtifactStore artifactStore(TintypeProperties properties) {
        return ArtifactStores.open(properties);
    }

    @Bean
    Uploads uploads(RedisClient redis, ArtifactStore store, TintypeProperties properties) {
        TintypeProperties.Uploads limits = properties.uploads();
        return new Uploads(
                redis,
                store,
                new Uploads.Limits(
                        limits.bytes().toBytes(), limits.tenantBytes().toBytes(), limits.ttl()));
    }

    @Bean
    EgressPolicy egressPolicy(TintypeProperties properties) {
        return EgressPolicy.of(properties.egress().allow())
                .withPorts(properties.egress().ports());
    }

    @Bean
    Dispatcher dispatcher(JobLedger ledger, Broker broker) {
        return new Dispatcher(ledger, broker);
    }

    @Bean(initMethod = "start")
    Reconciler reconciler(JobLedger ledger, Dispatcher dispatcher) {
        return new Reconciler(ledger, dispatcher, RECONCILE_PAUSE);
    }

    @Bean(initMethod = "start")
    Sweeper sweeper(JobLedger ledger, ArtifactStore store, Uploads uploads, Clock clock) {
        return new Sweeper(ledger, store, uploads, clock);
    }
}
