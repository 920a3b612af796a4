package dev.tintype.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.secret.Scope;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.ObjectNode;

/** What the controllers' annotations do not say: the schemas, the keys and scopes, the problems every route may give. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String KEY = "key";

    /**
     * The generator is made when the description is first asked for: it is no part of a quick start. Its warning that
     * there is a description at all is not wanted.
     */
    @Bean
    static BeanDefinitionRegistryPostProcessor lazyGenerator() {
        return registry -> {
            for (String name : registry.getBeanDefinitionNames()) {
                BeanDefinition bean = registry.getBeanDefinition(name);
                if (String.valueOf(bean.getFactoryBeanName()).startsWith("org.springdoc")) {
                    bean.setLazyInit(true);
                }
            }
            registry.removeBeanDefinition("springDocAppInitializer");
        };
    }

    @Bean
    GlobalOpenApiCustomizer wholeDocument(@Value("${tintype.version}") String version) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ApiCaller.class, HttpHeaders.class);
        return api -> describe(api, version);
    }

    @Bean
    GlobalOperationCustomizer everyOperation() {
        return (operation, method) -> {
            scopes(operation, method);
            operation.getResponses().addApiResponse("4XX", problem("The request was refused."));
            operation.getResponses().addApiResponse("5XX", problem("The server could not do it now."));
            return operation;
        };
    }

    private static void describe(OpenAPI api, String version) {
        api.info(new Info()
                        .title("Tintype")
                        .version(version)
                        .description("Capture and media jobs: hand in a page or a file, get the results back.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")));
        Components components = new Components();
        JobSchemas.all().forEach((name, schema) -> components.addSchemas(name, model(schema)));
        components.addSecuritySchemes(
                KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API key: Authorization: Bearer tt_live_…"));
        api.components(components);
        api.setWebhooks(CallbackSchemas.webhooks());
    }

    private static void scopes(Operation operation, HandlerMethod method) {
        Needs needs = method.getMethodAnnotation(Needs.class);
        if (needs == null) {
            operation.setSecurity(List.of());
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(KEY));
        if (needs.value().length > 0) {
            String scopes = Arrays.stream(needs.value()).map(Scope::wireName).collect(Collectors.joining(", "));
            String before = operation.getDescription() == null ? "" : operation.getDescription() + " ";
            operation.setDescription(before + "Needs the scope " + scopes + ".");
        }
    }

    private static Schema<?> model(ObjectNode schema) {
        try {
            return Json31.mapper().readValue(schema.toString(), Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(model(RecordSchemas.ref("Problem")))));
    }
}
