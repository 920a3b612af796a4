package dev.tintype.secret;

import dev.tintype.config.TintypeProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.UnifiedJedis;

/** Keys and the server's secrets as beans; needs a {@link UnifiedJedis}. */
@Configuration(proxyBeanMethods = false)
public class SecretConfiguration {
    @Bean
    ApiKeyStore apiKeyStore(UnifiedJedis redis) {
        return new ApiKeyStore(redis);
    }

    @Bean
    KeyHasher keyHasher(TintypeProperties properties) {
        return new KeyHasher(properties.auth().pepper());
    }

    @Bean
    ApiKeys apiKeys(ApiKeyStore store, KeyHasher hasher) {
        return new ApiKeys(store, hasher, Clock.systemUTC());
    }

    @Bean
    KeyIssuer keyIssuer(ApiKeyStore store, KeyHasher hasher) {
        return new KeyIssuer(store, hasher, Clock.systemUTC());
    }

    @Bean
    KeyBootstrap keyBootstrap(ApiKeyStore store, KeyHasher hasher) {
        return new KeyBootstrap(store, hasher, Clock.systemUTC());
    }

    @Bean
    RateLimits rateLimits(UnifiedJedis redis) {
        return new RateLimits(redis);
    }

    @Bean
    ServerSecrets serverSecrets(UnifiedJedis redis) {
        return new ServerSecrets(redis);
    }
}
