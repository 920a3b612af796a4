package dev.tintype.api;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

/** The api as a process of its own. */
@Import({ApiConfiguration.class, StandaloneConfiguration.class})
public class ApiApplication {
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ApiApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                // a wrong address is the caller's mistake, and told to them
                "logging.level.org.springframework.web.servlet.PageNotFound", "error"));
        application.run(args);
    }
}
