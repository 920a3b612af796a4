package dev.tintype.callback.registry;

import dev.tintype.callback.SecretBox;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.secret.SecretConfiguration;
import dev.tintype.secret.ServerSecrets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints and their keys as a bean; the api and the callback pool both need it. */
@Configuration(proxyBeanMethods = false)
@Import(SecretConfiguration.class)
public class CallbackConfiguration {
    @Bean
    EndpointRegistry endpointRegistry(EndpointStore store, ServerSecrets secrets, Clock clock) {
        return new EndpointRegistry(store, new SecretBox(() -> secrets.get("callback-secrets")), clock);
    }
}
