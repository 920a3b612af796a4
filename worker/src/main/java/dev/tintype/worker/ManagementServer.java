package dev.tintype.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.config.BadSetting;
import dev.tintype.health.Health;
import dev.tintype.health.HealthChecks;
import dev.tintype.health.HealthReport;
import dev.tintype.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The worker's only HTTP: {@code /health/live}, {@code /health} and {@code /health/ready}, for orchestrators. */
final class ManagementServer implements AutoCloseable {
    private final HealthChecks checks;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param port 0: any
     * @throws BadSetting when the port is taken
     */
    ManagementServer(int port, HealthChecks checks) {
        this.checks = checks;
        try {
            this.server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new BadSetting(
                    "TINTYPE_MANAGEMENT_PORT",
                    "is a port that something else listens on",
                    "Choose another; 0 takes any free one.");
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
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
                default -> send(exchange, 404, Map.of("status", 404, "title", "Not found"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
