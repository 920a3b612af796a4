package dev.tintype.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasureTest {
    private static final Path ROOT = Path.of("..");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void listen() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void stop() {
        Metrics.removeRegistry(registry);
        registry.close();
    }

    @Test
    void what_is_measured_has_the_names_that_dashboards_use() {
        Measure.time(Metric.ATTEMPT, Duration.ofSeconds(3), "type", "measured", "outcome", "succeeded");
        Measure.count(Metric.FENCED, "type", "measured");
        Measure.happened(Metric.SWEPT, Instant.ofEpochSecond(1_700_000_000), "what", "measured");

        assertThat(registry.scrape().lines())
                .contains(
                        "tintype_attempt_seconds_count{outcome=\"succeeded\",type=\"measured\"} 1",
                        "tintype_attempt_seconds_bucket{outcome=\"succeeded\",type=\"measured\",le=\"2.0\"} 0",
                        "tintype_attempt_seconds_bucket{outcome=\"succeeded\",type=\"measured\",le=\"5.0\"} 1",
                        "tintype_attempt_fenced_total{type=\"measured\"} 1.0",
                        "tintype_sweep_last_seconds{what=\"measured\"} 1.7E9");
    }

    @Test
    void tenants_are_told_by_name_up_to_a_bound() {
        for (int i = 0; i < 150; i++) {
            Measure.countOf("tenant-" + i, Metric.TENANT_ATTEMPT, "type", "bounded");
        }
        Measure.countOf("tenant-0", Metric.TENANT_ATTEMPT, "type", "bounded");

        assertThat(registry.scrape().lines().filter(line -> line.contains("type=\"bounded\"")))
                .hasSize(101)
                .contains(
                        "tintype_tenant_attempts_total{tenant=\"tenant-0\",type=\"bounded\"} 2.0",
                        "tintype_tenant_attempts_total{tenant=\"other\",type=\"bounded\"} 50.0");
    }

    @Test
    void time_that_ran_backwards_counts_as_none() {
        Measure.time(Metric.JOB_WAIT, Duration.ofMillis(-5), "type", "backwards");

        assertThat(registry.scrape()).contains("tintype_job_wait_seconds_sum{type=\"backwards\"} 0.0");
    }

    @ParameterizedTest
    @EnumSource
    void every_metric_is_in_the_docs(Metric metric) throws IOException {
        String name = metric.meterName().replace('.', '_');

        assertThat(Files.readString(ROOT.resolve("docs/metrics.md")))
                .containsPattern("\\| `" + name + "(_seconds|_total)?`");
    }
}
