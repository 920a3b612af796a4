package dev.tintype.callback.registry;

import dev.tintype.ledger.EndpointStore;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import dev.tintype.secret.SecretConfiguration;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints and their keys as a bean; the api and the callback pool both need it. */
@Configuration(proxyBeanMethods = false)
@Import(SecretConfiguration.class)
public class CallbackConfiguration {
    @Bean
    EndpointRegistry endpointRegistry(EndpointStore store, SealKeys keys, Clock clock) {
        return new EndpointRegistry(store, new SecretBox(keys, "callback-secrets"), clock);
    }
}
