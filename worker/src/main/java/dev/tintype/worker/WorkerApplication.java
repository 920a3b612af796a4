package dev.tintype.worker;

import dev.tintype.config.DistributedConfiguration;
import dev.tintype.config.ManagementConfiguration;
import dev.tintype.health.DependencyProbes;
import dev.tintype.worker.run.WorkRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The worker as a process of its own. SIGTERM drains it: it takes no more, gives running jobs their grace, and gives back
 * the rest.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
    DistributedConfiguration.class,
    DependencyProbes.class,
    WorkerConfiguration.class,
    ManagementConfiguration.class
})
public class WorkerApplication {
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(WorkerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.setDefaultProperties(Map.of(
                "spring.application.name",
                "tintype-worker",
                "spring.main.banner-mode",
                "off",
                ManagementConfiguration.PORT,
                "8082"));
        application.run(args);
    }

    /** Workers may share a data folder, for artifacts, but never a work folder. */
    @Bean
    WorkRoot workRoot(@Value("${tintype.work-dir:${java.io.tmpdir}/tintype-work-${user.name}}") Path base)
            throws IOException {
        return WorkRoot.take(base);
    }
}
