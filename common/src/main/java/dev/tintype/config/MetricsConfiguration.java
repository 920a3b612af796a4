package dev.tintype.config;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The metrics of a process, and those every JVM has. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {
    @Bean
    PrometheusMeterRegistry meterRegistry(ObjectProvider<MeterBinder> binders) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        binders.orderedStream().forEach(binder -> binder.bindTo(registry));
        return registry;
    }

    /** What is measured all over the product goes to the global registry, and from there to this one as long as it lives. */
    @Bean
    AutoCloseable globalMetrics(PrometheusMeterRegistry registry) {
        Metrics.addRegistry(registry);
        return () -> Metrics.removeRegistry(registry);
    }

    @Bean
    JvmGcMetrics jvmGcMetrics() {
        return new JvmGcMetrics();
    }

    @Bean
    MeterBinder jvmMetrics() {
        List<MeterBinder> binders = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics());
        return registry -> binders.forEach(binder -> binder.bindTo(registry));
    }
}
