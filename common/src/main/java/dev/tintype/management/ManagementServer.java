package dev.tintype.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.health.Health;
import dev.tintype.health.HealthChecks;
import dev.tintype.health.HealthReport;
import dev.tintype.json.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What orchestrators and Prometheus ask, on a port of its own that no stranger should reach: {@code /health/live}, {@code /health},
 * {@code /health/ready} and {@code /actuator/prometheus}.
 */
public final class ManagementServer implements AutoCloseable {
    /** Text format 0.0.4, which every Prometheus reads. */
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final HealthChecks checks;
    private final PrometheusMeterRegistry metrics;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param port 0: any
     * @throws IOException when the port is taken
     */
    public ManagementServer(int port, HealthChecks checks, PrometheusMeterRegistry metrics) throws IOException {
        this.checks = checks;
        this.metrics = metrics;
        this.server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/health/live" -> send(exchange, 200, Map.of("status", Health.Status.UP));
                case "/health", "/health/ready" -> {
                    HealthReport report = checks.report();
                    send(exchange, report.ready() ? 200 : 503, report);
                }
                case "/actuator/prometheus" -> send(exchange, 200, EXPOSITION, metrics.scrape(EXPOSITION));
                default -> send(exchange, 404, Map.of("status", 404, "title", "Not found"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        send(exchange, status, "application/json", Json.write(answer));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
