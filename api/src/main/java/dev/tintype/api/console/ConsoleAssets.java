package dev.tintype.api.console;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Styles and scripts of the pages: ours, and Swagger UI's two files. */
@Configuration(proxyBeanMethods = false)
class ConsoleAssets implements WebMvcConfigurer {
    private final String swaggerUi;

    ConsoleAssets(@Value("${springdoc.swagger-ui.version}") String version) {
        swaggerUi = "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/";
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/*")
                .addResourceLocations("classpath:/dev/tintype/api/console/assets/")
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/docs/swagger-ui*")
                .addResourceLocations(swaggerUi)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)));
    }
}
