package dev.tintype.config;

import dev.tintype.trace.Collector;
import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Traces of a process, when somebody takes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceProperties.class)
class TraceConfiguration {
    @Bean
    AutoCloseable traceCollector(TraceProperties properties, Environment environment) {
        URI endpoint = properties.endpoint();
        if (endpoint == null || endpoint.toString().isEmpty()) {
            return () -> {};
        }
        if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).startsWith("http")) {
            throw new BadSetting(
                    "TINTYPE_TRACE_ENDPOINT",
                    "is no address of a collector",
                    "Give the whole address for OTLP over HTTP, as http://collector:4318/v1/traces.");
        }
        return new Collector(
                environment.getProperty("spring.application.name", "tintype"),
                endpoint,
                properties.headers(),
                properties.share());
    }
}
