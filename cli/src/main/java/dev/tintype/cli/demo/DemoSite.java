package dev.tintype.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The demo's page on a free loopback port: files from the class path, and plates drawn when they are asked for. */
public final class DemoSite implements AutoCloseable {
    /** Nothing but plain names, so nothing outside the site's folder can be named. */
    private static final Pattern FILE = Pattern.compile("/((fonts/)?[a-z-]+\\.(html|css|js|svg|woff2))");

    private static final Pattern PLATE = Pattern.compile("/plates/(\\d{1,3}-[a-z]+(-wide)?\\.svg)");

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private DemoSite(HttpServer server) {
        this.server = server;
    }

    /** @throws UncheckedIOException when no port can be had */
    public static DemoSite start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            DemoSite site = new DemoSite(server);
            server.setExecutor(site.executor);
            server.createContext("/", DemoSite::answer);
            server.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}, as egress rules name it. */
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://" + authority() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = body(path.equals("/") ? "/index.html" : path);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(path));
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte @Nullable [] body(String path) throws IOException {
        if (PLATE.matcher(path).matches()) {
            return Plate.named(path.substring("/plates/".length())).svg().getBytes(StandardCharsets.UTF_8);
        }
        if (!FILE.matcher(path).matches()) {
            return null;
        }
        try (InputStream file = DemoSite.class.getResourceAsStream("site" + path)) {
            return file == null ? null : file.readAllBytes();
        }
    }

    private static String type(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return switch (extension) {
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "svg" -> "image/svg+xml";
            case "woff2" -> "font/woff2";
            default -> "text/html; charset=utf-8";
        };
    }
}
