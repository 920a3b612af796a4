package dev.tintype.config;

import dev.tintype.health.HealthChecks;
import dev.tintype.management.ManagementServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and metrics on {@code TINTYPE_MANAGEMENT_PORT}; none when it is empty. */
@Configuration(proxyBeanMethods = false)
public class ManagementConfiguration {
    /** What says on which port a service answers when nothing else does. */
    public static final String PORT = "tintype.management-port";

    private static final Logger log = LoggerFactory.getLogger(ManagementConfiguration.class);

    @Bean
    @ConditionalOnExpression("!'${tintype.management-port:}'.isEmpty()")
    ManagementServer managementServer(
            @Value("${tintype.management-port}") int port, HealthChecks checks, PrometheusMeterRegistry metrics) {
        try {
            ManagementServer server = new ManagementServer(port, checks, metrics);
            log.info("health and metrics on port {}", server.port());
            return server;
        } catch (IOException e) {
            throw new BadSetting(
                    "TINTYPE_MANAGEMENT_PORT",
                    "is a port that something else listens on",
                    "Choose another; 0 takes any free one.");
        }
    }
}
