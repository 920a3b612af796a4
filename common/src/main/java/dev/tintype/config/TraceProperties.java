package dev.tintype.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code tintype.trace.*}.
 *
 * @param endpoint where an OpenTelemetry collector takes OTLP over HTTP; null: there are no traces
 * @param headers sent to it
 * @param share of the traces that begin here
 */
@Validated
@ConfigurationProperties("tintype.trace")
public record TraceProperties(
        @Nullable URI endpoint,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double share) {}
