package dev.tintype.e2e.metrics;

import dev.tintype.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The machine's own Prometheus, as a process with the project's alerts, that scrapes once a second. */
final class Prometheus implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final Path log;
    private final Process process;

    private Prometheus(URI url, Path log, Process process) {
        this.url = url;
        this.log = log;
        this.process = process;
    }

    /**
     * @param port to listen on, on loopback
     * @param folder for its data
     * @param api its management address, as {@code host:port}
     * @param worker the same of a worker
     */
    static Prometheus start(int port, Path folder, Path alerts, String api, String worker) throws IOException {
        Path settings = folder.resolve("prometheus.yml");
        Files.writeString(settings, """
                        global: {scrape_interval: 1s, evaluation_interval: 1s}
                        rule_files: ["%s"]
                        scrape_configs:
                          - job_name: tintype-api
                            metrics_path: /actuator/prometheus
                            static_configs: [{targets: ["%s"]}]
                          - job_name: tintype-worker
                            metrics_path: /actuator/prometheus
                            static_configs: [{targets: ["%s"]}]
                        """.formatted(alerts.toAbsolutePath(), api, worker));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Prometheus(URI.create("http://127.0.0.1:" + port), log, process);
    }

    /** Whether it serves; says what it wrote when it has ended. */
    boolean ready() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus ended: " + log());
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** The page of its own that draws these expressions, over the last minutes. */
    String graphs(List<String> expressions) {
        return url
                + IntStream.range(0, expressions.size())
                        .mapToObj(i -> "g%d.expr=%s&g%d.tab=0&g%d.range_input=2m&g%d.step_input=1"
                                .formatted(i, URLEncoder.encode(expressions.get(i), StandardCharsets.UTF_8), i, i, i))
                        .collect(Collectors.joining("&", "/classic/graph?", ""));
    }

    /** What an expression yields now: its series. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** The {@code data} of a call of its API. */
    JsonNode ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return Json.tree(answer.body()).path("data");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        http.close();
    }
}
