package dev.tintype.api.server;

import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.ScopeCheck;
import dev.tintype.api.job.JobRequestConverter;
import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.problem.ProblemReportValve;
import dev.tintype.api.problem.StrictParameters;
import dev.tintype.config.TintypeProperties;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import dev.tintype.request.RequestReader;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Our JSON, our checks before every controller, our answers for what Tomcat refuses. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {
    /** Answers are written in the dialect that requests are read in. */
    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    @Bean
    RequestReader requestReader(TintypeProperties properties) {
        Map<String, Pool> plugins = new TreeMap<>();
        properties.allowedPlugins().forEach((name, plugin) -> plugins.put(name, plugin.pool()));
        return new RequestReader(properties.bench(), plugins);
    }

    @Bean
    WebMvcConfigurer mvc(
            RequestReader reader,
            TenantPresets presets,
            AuditInterceptor audit,
            ScopeCheck scopes,
            StrictParameters parameters) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.addCustomConverter(new JobRequestConverter(reader, presets));
                builder.addCustomConverter(new RecordConverter());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(audit);
                registry.addInterceptor(scopes);
                registry.addInterceptor(parameters);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcatProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }
}
