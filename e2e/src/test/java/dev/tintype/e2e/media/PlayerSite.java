package dev.tintype.e2e.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.BrowserFinder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A plain file server for a package and the players' pages, to which the pages report, and the browser that opens them. */
final class PlayerSite implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int LIMIT_S = 90;

    private final Path packages;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();

    PlayerSite(Path packages) throws IOException {
        this.packages = packages;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/players/", this::player);
        server.createContext("/package/", this::file);
        server.createContext("/report", this::report);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void player(HttpExchange exchange) throws IOException {
        String name = name(exchange);
        try (exchange;
                InputStream file = PlayerSite.class.getResourceAsStream("players/" + name)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", name.endsWith(".html") ? "text/html" : "text/javascript");
            send(exchange, 200, file.readAllBytes());
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] all = Files.readAllBytes(packages.resolve(name(exchange)));
            String asked = exchange.getRequestHeaders().getFirst("Range");
            Matcher range = RANGE.matcher(asked == null ? "" : asked);
            if (!range.matches()) {
                send(exchange, 200, all);
                return;
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2).isEmpty()
                    ? all.length - 1
                    : Math.min(Integer.parseInt(range.group(2)), all.length - 1);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + all.length);
            send(exchange, 206, Arrays.copyOfRange(all, from, to + 1));
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        try (exchange) {
            reports.add(Json.mapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static String name(HttpExchange exchange) {
        return String.valueOf(Path.of(exchange.getRequestURI().getPath()).getFileName());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /**
     * Opens a page in the real browser and waits for what it reports.
     *
     * @param folder for the browser's own files
     */
    JsonNode play(Path folder, String page) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                new BrowserFinder().find(null).toString(),
                "--remote-debugging-port=0",
                "--autoplay-policy=no-user-gesture-required",
                "--mute-audio",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("browser")));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox");
        }
        command.add(page);
        reports.clear();
        Process browser = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        try {
            JsonNode report = reports.poll(LIMIT_S, TimeUnit.SECONDS);
            assertThat(report).as("a report of %s", page).isNotNull();
            return report;
        } finally {
            List<ProcessHandle> all = new ArrayList<>(browser.descendants().toList());
            all.add(browser.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
