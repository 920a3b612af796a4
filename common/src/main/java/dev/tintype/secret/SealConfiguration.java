package dev.tintype.secret;

import dev.tintype.callback.SecretBox;
import dev.tintype.seal.RequestSeal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.UnifiedJedis;

/** The seal of requests, with a key of the server's own; needs a {@link UnifiedJedis}. */
@Configuration(proxyBeanMethods = false)
public class SealConfiguration {
    @Bean
    RequestSeal requestSeal(UnifiedJedis redis) {
        ServerSecrets secrets = new ServerSecrets(redis);
        return new RequestSeal(new SecretBox(() -> secrets.get("request-secrets")));
    }
}
