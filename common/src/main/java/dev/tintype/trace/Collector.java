package dev.tintype.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends the steps of this process to an OpenTelemetry collector, by OTLP over HTTP, from its creation until it is closed. Never in
 * the way: spans wait in a queue of limited length and are dropped when the collector is away.
 */
public final class Collector implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;

    /**
     * @param service the process's part, as {@code tintype-api}
     * @param endpoint the whole address, usually ending in {@code /v1/traces}
     * @param headers sent along, as a key for the collector
     * @param share of the traces that begin here, 0 to 1; for those that came in, their caller has decided
     */
    public Collector(String service, URI endpoint, Map<String, String> headers, double share) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setTimeout(PATIENCE);
        headers.forEach(exporter::addHeader);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(OFTEN)
                        .build())
                .build();
        Traces.to(provider.get("dev.tintype"));
    }

    /** Sends what is still waiting, for some seconds at most. */
    @Override
    public void close() {
        Traces.to(null);
        var _ = provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
