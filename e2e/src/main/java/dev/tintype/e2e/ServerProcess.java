package dev.tintype.e2e;

import dev.tintype.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** {@code tintype up} as a process of its own on a free port and an empty data folder, and a way to talk to it. */
public final class ServerProcess implements AutoCloseable {
    private static final String TOKEN = "bench-token-0123456789abcdef";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path dataDir;
    private final Map<String, String> environment;
    private Process process;
    private URI url;

    private ServerProcess(Path dataDir, Map<String, String> environment) throws IOException, InterruptedException {
        this.dataDir = dataDir;
        this.environment = Map.copyOf(environment);
        this.process = launch(dataDir, environment);
        this.url = waitForUrl();
    }

    /** Starts a server with these environment settings in a new folder and waits until it answers. */
    public static ServerProcess start(Map<String, String> environment) throws IOException, InterruptedException {
        return new ServerProcess(Files.createTempDirectory("tintype-server-"), environment);
    }

    /** Through the launcher when it started this JVM, as a user would; else, in tests, with this JVM's class path. */
    private static Process launch(Path dataDir, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        String home = System.getProperty("tintype.home", "");
        if (home.isEmpty()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tintype.cli.Tintype"));
        } else {
            command.add(Path.of(home, "tintype").toString());
        }
        command.addAll(List.of("up", "--port", "0", "--data-dir", dataDir.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(new File(dataDir.toFile(), "server.log"));
        builder.environment().put("TINTYPE_AUTH_TOKEN", TOKEN);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private URI waitForUrl() throws IOException, InterruptedException {
        Path file = dataDir.resolve("server.json");
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException("the server ended: " + Files.readString(dataDir.resolve("server.log")));
            }
            if (Files.exists(file)) {
                var server = Json.tree(Files.readString(file));
                if (server.get("pid").asLong() == process.pid()) {
                    return URI.create(server.get("url").asString());
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new IOException("the server did not start in time: " + Files.readString(dataDir.resolve("server.log")));
    }

    /** Kills the server as {@code kill -9} does and starts another on the same folder. */
    public void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch(dataDir, environment);
        url = waitForUrl();
    }

    public long pid() {
        return process.pid();
    }

    public URI url() {
        return url;
    }

    public Path dataDir() {
        return dataDir;
    }

    /** The admin key. */
    public String key() {
        return TOKEN;
    }

    /** Sends a request with the admin key; a body is JSON. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands a file in and gives back the upload's id. */
    public String upload(Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/uploads"))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        return Json.tree(answer).required("id").asString();
    }

    /** What is at {@code path}, for the admin key. */
    public byte[] bytes(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return http.send(request, BodyHandlers.ofByteArray()).body();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 40, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
        FileSystemUtils.deleteRecursively(dataDir);
    }
}
