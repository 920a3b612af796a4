package dev.tintype.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tintype.cli.embedded.EmbeddedOptions;
import dev.tintype.cli.embedded.EmbeddedServer;
import dev.tintype.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Runs the receivers of the page and its commands against a running server. Replaced are only the example URL by the
 * receiver's, and the usual port by the server's.
 */
class CallbacksPageTest {
    private static final Path PAGE = Path.of("..", "docs", "callbacks.md");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A receiver of the page: the language of its block, its file, and how it is run. */
    enum Receiver {
        JAVA(
                "java",
                "Receiver.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()),
        NODE("js", "receiver.mjs", "node"),
        PYTHON("python", "receiver.py", "python3");

        private final String block;
        private final String file;
        private final String program;

        Receiver(String block, String file, String program) {
            this.block = block;
            this.file = file;
            this.program = program;
        }
    }

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private EmbeddedServer server;

    @BeforeEach
    void startServer() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        server = EmbeddedServer.start(new EmbeddedOptions(
                folder.resolve(".tintype"), 0, Map.of("tintype.egress.allow", "127.0.0.1:" + port)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_receiver_of_the_page_takes_what_is_sent_and_refuses_what_is_not_genuine(Receiver receiver)
            throws IOException, InterruptedException {
        shell(block("sh"));
        JsonNode webhook = json("webhook.json");
        Process process = start(receiver, webhook.get("secret").asString());
        try {
            String test = "/v1/deliveries/" + json("delivery.json").get("id").asString();
            String job = "/v1/jobs/" + json("job.json").get("id").asString();
            await().atMost(PATIENCE)
                    .until(() -> request("GET", job).get("state").asString().equals("succeeded"));
            // the first attempts may have come before the receiver
            request("POST", test + "/redeliver");
            for (JsonNode delivery : request("GET", job + "/deliveries").get("items")) {
                request("POST", "/v1/deliveries/" + delivery.get("id").asString() + "/redeliver");
            }
            await().atMost(PATIENCE)
                    .until(() -> request("GET", test).get("state").asString().equals("delivered"));
            await().atMost(PATIENCE).until(() -> said().contains("job.succeeded"));

            assertThat(said())
                    .contains("webhook.test", json("job.json").get("id").asString());
            HttpRequest forged = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/tintype"))
                    .header("webhook-id", "msg_1")
                    .header("webhook-timestamp", Long.toString(System.currentTimeMillis() / 1000))
                    .header("webhook-signature", "v1,AAAA v1,")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"forged\":true}"))
                    .build();
            assertThat(http.send(forged, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(400);
            assertThat(said()).doesNotContain("forged");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Receiver receiver, String secret) throws IOException {
        Path source = Files.writeString(folder.resolve(receiver.file), block(receiver.block));
        ProcessBuilder builder = new ProcessBuilder(receiver.program, source.toString())
                .redirectErrorStream(true)
                .redirectOutput(saidFile());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("WEBHOOK_SECRET", secret);
        Process process = builder.start();
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return process;
    }

    private JsonNode request(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Authorization", "Bearer " + server.adminKey())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return Json.tree(http.send(request, BodyHandlers.ofString()).body());
    }

    private void shell(String commands) throws IOException, InterruptedException {
        Path log = folder.resolve("shell.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "set -eu\n"
                                + commands.replace("https://example.com", "http://127.0.0.1:" + port)
                                        .replace(
                                                "http://127.0.0.1:8080",
                                                server.url().toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TINTYPE_KEY", server.adminKey());
        Process shell = builder.start();
        boolean ended = shell.waitFor(60, TimeUnit.SECONDS);
        shell.destroyForcibly();
        assertThat(ended && shell.exitValue() == 0).as(Files.readString(log)).isTrue();
    }

    private static String block(String language) throws IOException {
        Pattern block = Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
        List<MatchResult> blocks =
                block.matcher(Files.readString(PAGE)).results().toList();
        assertThat(blocks).as(language).isNotEmpty();
        return blocks.stream().map(found -> found.group(1)).collect(Collectors.joining());
    }

    private JsonNode json(String file) throws IOException {
        return Json.tree(Files.readString(folder.resolve(file)));
    }

    private File saidFile() {
        return folder.resolve("said.txt").toFile();
    }

    private String said() throws IOException {
        return Files.readString(saidFile().toPath());
    }
}
