package dev.tintype.management;

import static dev.tintype.ledger.Jobs.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.health.HealthChecks;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.redis.RedisExtension;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class ManagementServerTest {
    private static HttpResponse<String> get(ManagementServer server, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void autoscalers_read_what_each_pool_wants(JobLedger ledger) throws Exception {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new PoolMetrics(ledger.pools()).bindTo(metrics);
        try (ManagementServer server = new ManagementServer(0, new HealthChecks(List.of()), metrics)) {
            assertThat(get(server, "/actuator/prometheus").body())
                    .contains("# HELP tintype_pool_demand Jobs that want a worker now")
                    .contains("tintype_pool_demand{pool=\"noop\"} 0.0");

            ledger.accept(aJob().build());
            ledger.accept(aJob().build());

            HttpResponse<String> scrape = get(server, "/actuator/prometheus");
            assertThat(scrape.body()).contains("tintype_pool_demand{pool=\"noop\"} 2.0");
            assertThat(scrape.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            ledger.pools().pause(Pool.NOOP);
            assertThat(get(server, "/actuator/prometheus").body()).contains("tintype_pool_paused{pool=\"noop\"} 1.0");
        }
    }

    @Test
    void operators_see_whose_jobs_wait(JobLedger ledger) throws Exception {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new TenantMetrics(ledger.pools()).bindTo(metrics);
        try (ManagementServer server = new ManagementServer(0, new HealthChecks(List.of()), metrics)) {
            assertThat(get(server, "/actuator/prometheus").body()).doesNotContain("tintype_tenant_waiting{");

            ledger.accept(aJob().build());
            ledger.pools().pause(Pool.NOOP);
            ledger.accept(aJob().tenant("busy").build());
            ledger.accept(aJob().tenant("busy").build());

            assertThat(get(server, "/actuator/prometheus").body())
                    .contains("tintype_tenant_waiting{pool=\"noop\",tenant=\"busy\"} 2.0")
                    .contains("tintype_tenant_under_way{pool=\"noop\",tenant=\"busy\"} 0.0");
        }
    }

    @Test
    void it_says_how_the_process_is_and_nothing_else() throws Exception {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ManagementServer server = new ManagementServer(0, new HealthChecks(List.of()), metrics)) {
            assertThat(get(server, "/health/live").body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/actuator/env").statusCode()).isEqualTo(404);
        }
    }
}
