package dev.tintype.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages for the system tests, on loopback, that count who came. */
final class Site implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, AtomicInteger> visits = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/page", this::page);
        server.createContext("/missing", exchange -> send(exchange, 404, "<h1>Not here</h1>"));
        server.createContext("/endless", this::endless);
        server.createContext("/huge", Site::huge);
        server.start();
    }

    /** {@code 127.0.0.1:port}. */
    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + authority() + path;
    }

    /** How often {@code path} with its query was asked for. */
    int visits(String path) {
        AtomicInteger count = visits.get(path);
        return count == null ? 0 : count.get();
    }

    private void page(HttpExchange exchange) throws IOException {
        visits.computeIfAbsent(exchange.getRequestURI().toString(), path -> new AtomicInteger())
                .incrementAndGet();
        send(exchange, 200, "<!doctype html><title>Page</title><h1>A page</h1><p>" + exchange.getRequestURI());
    }

    /** Says that more will come, and says no more. */
    private void endless(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<h1>Wait".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A document of 100 MB. */
    private static void huge(HttpExchange exchange) throws IOException {
        byte[] chunk = ("<p>" + "word ".repeat(13_000) + "</p>").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (long sent = 0; sent < 100_000_000; sent += chunk.length) {
                body.write(chunk);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String html) throws IOException {
        try (exchange) {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
