package dev.tintype.api;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

/** The api as a process of its own, for its tests. */
@Import({ApiConfiguration.class, StandaloneConfiguration.class})
class ApiApplication {
    /** The application, not yet running. */
    static SpringApplication application(Class<?>... before) {
        Class<?>[] sources = Arrays.copyOf(before, before.length + 1);
        sources[before.length] = ApiApplication.class;
        SpringApplication application = new SpringApplication(sources);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode",
                "off",
                // a wrong address is the caller's mistake, and told to them
                "logging.level.org.springframework.web.servlet.PageNotFound",
                "error"));
        return application;
    }
}
