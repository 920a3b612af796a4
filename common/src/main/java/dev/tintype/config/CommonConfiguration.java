package dev.tintype.config;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.dispatch.Reconciler;
import dev.tintype.dispatch.Scheduler;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.event.JobEvents;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerSettings;
import dev.tintype.redis.RedisClients;
import dev.tintype.retention.Sweeper;
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
    JobLedger jobLedger(RedisClient redis, TintypeProperties properties) {
        return new JobLedger(redis, LedgerSettings.defaults().with(properties.dispatch()));
    }

    @Bean
    CallbackOutbox callbackOutbox(RedisClient redis) {
        return new CallbackOutbox(redis);
    }

    @Bean
    EndpointStore endpointStore(RedisClient redis) {
        return new EndpointStore(redis);
    }

    @Bean
    JobEvents jobEvents(TintypeProperties properties) {
        return new JobEvents(URI.create(properties.redis().url()));
    }

    @Bean
    ArtifactStore artifactStore(TintypeProperties properties) {
        return ArtifactStores.open(properties);
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
    Scheduler scheduler(JobLedger ledger, Dispatcher dispatcher, Clock clock) {
        return new Scheduler(ledger, dispatcher, clock);
    }

    @Bean(initMethod = "start")
    Sweeper sweeper(JobLedger ledger, ArtifactStore store, Clock clock) {
        return new Sweeper(ledger, store, clock);
    }
}
