package dev.tintype.worker.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.job.EventType;
import dev.tintype.json.Json;
import dev.tintype.worker.callback.Receiver.Request;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent, checked by the official libraries of npm: {@code standardwebhooks} and {@code svix}. */
class NodeLibrariesTest extends PoolTest {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "verify.mjs");

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        for (String file : FILES) {
            try (InputStream in = NodeLibrariesTest.class.getResourceAsStream("node/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
            }
        }
        run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    @Test
    void both_verify_what_was_sent_and_neither_what_was_changed() throws IOException, InterruptedException {
        try (Receiver receiver = Receiver.answering("200 OK")) {
            Registered endpoint = registry.create("acme", receiver.url(), List.of(EventType.JOB_FAILED), null, true)
                    .flatMap(made -> registry.rotate("acme", made.endpoint().id()))
                    .orElseThrow();
            send(receiver);
            outbox.test("acme", endpoint.endpoint().id());
            Awaitility.await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
            Request request = receiver.requests().getFirst();
            String secret = endpoint.keys().secret().reveal();

            assertThat(verified(secret, request.headers(), request.body())).containsExactly("standardwebhooks", "svix");
            assertThat(verified(secret, request.headers(), request.body() + " "))
                    .isEmpty();
        }
    }

    private static List<String> verified(String secret, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        return run(Json.write(Map.of("secret", secret, "headers", headers, "body", body)), "node", "verify.mjs")
                .lines()
                .toList();
    }

    private static String run(String input, String... command) throws IOException, InterruptedException {
        File said = folder.resolve("said.txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(said)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(UTF_8));
        }
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(said.toPath()) + Files.readString(folder.resolve("errors.txt")))
                .isTrue();
        return Files.readString(said.toPath());
    }
}
