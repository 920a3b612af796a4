package dev.tintype.api;

import dev.tintype.config.DispatchConfiguration;
import dev.tintype.config.DistributedConfiguration;
import dev.tintype.config.ManagementConfiguration;
import dev.tintype.secret.FirstKeySink;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The api as a process of its own; any number may run over one Redis and one RabbitMQ. Not a configuration by annotation:
 * {@link ApiConfiguration}, which others import, scans this package and must not find it.
 */
@Import({
    ApiConfiguration.class,
    DistributedConfiguration.class,
    DispatchConfiguration.class,
    ManagementConfiguration.class
})
public class ApiApplication {
    public static void main(String[] args) {
        application().run(args);
    }

    /** The application, not yet running, with {@code before} going before what it brings. */
    static SpringApplication application(Class<?>... before) {
        Class<?>[] sources = Arrays.copyOf(before, before.length + 1);
        sources[before.length] = ApiApplication.class;
        SpringApplication application = new SpringApplication(sources);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "tintype-api",
                "spring.main.banner-mode",
                "off",
                ManagementConfiguration.PORT,
                "8081",
                // a wrong address is the caller's mistake, and told to them
                "logging.level.org.springframework.web.servlet.PageNotFound",
                "error"));
        return application;
    }

    /** Printed, not logged: logs are kept and sent to places. */
    @Bean
    @ConditionalOnMissingBean
    FirstKeySink firstKeySink() {
        return token -> System.out.println("The first API key, shown only now: " + token.reveal());
    }
}
