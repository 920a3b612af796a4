package dev.tintype.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.cli.FakeServer;
import dev.tintype.cli.FakeServer.Answer;
import dev.tintype.cli.RecordedTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    /** Hashes as {@code jq -cj 'del(.hash)' | sha256sum} gives them. */
    private static final String FIRST = "{\"seq\":1,\"at\":\"2030-01-01T00:00:00.000Z\",\"log\":\"changes\","
            + "\"action\":\"key.created\",\"tenant\":\"acme\",\"previous\":\"" + "0".repeat(64) + "\",\"hash\":\"@1\"}";

    private static final String SECOND = "{\"seq\":2,\"at\":\"2030-01-01T00:00:01.000Z\",\"log\":\"changes\","
            + "\"action\":\"key.revoked\",\"tenant\":\"acme\",\"previous\":\"@1\",\"hash\":\"@2\"}";

    private static final String HASH_1 = "b339fbc9cd5b3eecbeffebd5162130ae0aeb8c822639d13391562868798589a6";
    private static final String HASH_2 = "545a83cd67a88753515e7b8eb7bf0a0d6c1974ea06b7c80d924e56b735f43a67";

    @TempDir
    private Path folder = Path.of("");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static String whole() {
        return (FIRST + "\n" + SECOND + "\n").replace("@1", HASH_1).replace("@2", HASH_2);
    }

    @Test
    void an_exported_log_is_verified_without_a_server() throws IOException {
        Path file = Files.writeString(folder.resolve("log.jsonl"), whole());
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(terminal.run("audit", "verify", file.toString())).isZero();
        assertThat(terminal.out()).contains("2 entries, 1 to 2, newest hash " + HASH_2);
    }

    @Test
    void a_changed_entry_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("log.jsonl"), whole().replace("key.revoked", "key.created"));
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(terminal.run("audit", "verify", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("entry 2 was changed");
    }

    @Test
    void a_hash_that_was_noted_must_be_there() throws IOException {
        Path file = Files.writeString(folder.resolve("log.jsonl"), whole());

        assertThat(new RecordedTerminal(false).run("audit", "verify", file.toString(), "--head", HASH_1))
                .isZero();
        assertThat(new RecordedTerminal(false).run("audit", "verify", file.toString(), "--head", "a".repeat(64)))
                .isEqualTo(1);
    }

    @Test
    void a_log_of_the_server_is_taken_away() throws IOException {
        server.on("GET /v1/audit/export", Answer.json(200, whole()));
        Path file = folder.resolve("log.jsonl");

        assertThat(new RecordedTerminal(false)
                        .run(
                                "audit",
                                "export",
                                file.toString(),
                                "--server",
                                server.url().toString(),
                                "--key",
                                "k"))
                .isZero();
        assertThat(Files.readString(file)).isEqualTo(whole());
    }

    @Test
    void the_server_is_asked_about_its_own() {
        server.on(
                "GET /v1/audit/verify",
                Answer.json(
                        200,
                        "{\"whole\":false,\"entries\":2,\"first\":1,\"last\":1,\"head\":\"ab\",\"broken\":\"entry 2 was changed\"}"));
        RecordedTerminal terminal = new RecordedTerminal(false);

        assertThat(terminal.run("audit", "verify", "--server", server.url().toString(), "--key", "k"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("entry 2 was changed");
    }
}
