package dev.tintype.cli.embedded;

import dev.tintype.api.ApiConfiguration;
import dev.tintype.broker.Broker;
import dev.tintype.broker.InProcessBroker;
import dev.tintype.config.CommonConfiguration;
import dev.tintype.config.DispatchConfiguration;
import dev.tintype.config.ManagementConfiguration;
import dev.tintype.secret.FirstKeySink;
import dev.tintype.worker.WorkerConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Both services over one in-process broker. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
    CommonConfiguration.class,
    DispatchConfiguration.class,
    ManagementConfiguration.class,
    ApiConfiguration.class,
    WorkerConfiguration.class
})
class EmbeddedConfiguration {
    @Bean
    Broker broker() {
        return new InProcessBroker();
    }

    /** There is always one: {@link AdminKey} sees to it. */
    @Bean
    FirstKeySink firstKeySink() {
        return _ -> {
            throw new IllegalStateException("embedded mode starts with a key");
        };
    }
}
