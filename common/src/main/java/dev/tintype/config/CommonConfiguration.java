package dev.tintype.config;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.audit.AuditTrail;
import dev.tintype.audit.AuditWriter;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.event.EventLog;
import dev.tintype.event.JobEvents;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.TenantRecords;
import dev.tintype.redis.RedisClients;
import dev.tintype.seal.RequestSeal;
import dev.tintype.upload.Uploads;
import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import redis.clients.jedis.RedisClient;

/** What api and worker both need. Who starts Redis, and the broker, are others' choice. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TintypeProperties.class, MediaProperties.class})
@Import({MetricsConfiguration.class, TraceConfiguration.class})
public class CommonConfiguration {
    /** Before any bean that would act on them; the processor sees the first bean that is made. */
    @Bean
    static BeanFactoryPostProcessor settingsCheck(ConfigurableEnvironment environment) {
        return _ -> SettingsCheck.run(
                environment, Binder.get(environment).bindOrCreate("tintype", TintypeProperties.class));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RedisClient redisClient(TintypeProperties properties) {
        return RedisClients.pooled(URI.create(properties.redis().url()));
    }

    @Bean
    JobLedger jobLedger(RedisClient redis, TintypeProperties properties, RequestSeal seal) {
        return new JobLedger(redis, properties.ledgerSettings(), seal);
    }

    @Bean
    CallbackOutbox callbackOutbox(RedisClient redis) {
        return new CallbackOutbox(redis);
    }

    @Bean
    EndpointStore endpointStore(RedisClient redis) {
        return new EndpointStore(redis);
    }

    /** Reads every event from the moment it exists: a worker, which listens to none, must not have it. */
    @Bean
    @Lazy
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
    TenantRecords tenantRecords(RedisClient redis) {
        return new TenantRecords(redis);
    }

    @Bean
    AuditTrail auditTrail(RedisClient redis, Clock clock, TintypeProperties properties) {
        return new AuditTrail(redis, clock, properties.audit().entries());
    }

    @Bean
    AuditWriter auditWriter(AuditTrail trail) {
        return new AuditWriter(trail);
    }

    @Bean
    EgressPolicy egressPolicy(TintypeProperties properties) {
        return EgressPolicy.of(properties.egress().allow())
                .withPorts(properties.egress().ports());
    }
}
