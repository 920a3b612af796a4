package dev.tintype.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.cli.outcome.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ServersTest {
    private static final URI OWN = URI.create("http://127.0.0.1:8080");
    private static final long ALIVE = ProcessHandle.current().pid();

    /** Linux gives no process a number as high as this. */
    private static final long NOBODY = 1L << 40;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void keepAKey() throws IOException {
        Files.writeString(folder.resolve(Servers.KEY_FILE), "own-key\n");
    }

    @Test
    void the_server_of_the_data_folder_is_found_with_its_key() {
        new ServerFile(OWN, ALIVE).write(folder);

        assertThat(Servers.running(options())).contains(new Connection(OWN, "own-key"));
        assertThat(Servers.running(options("--server", "http://localhost:8080")))
                .contains(new Connection(URI.create("http://localhost:8080"), "own-key"));
    }

    @Test
    void the_file_of_a_dead_server_is_not_believed() {
        new ServerFile(OWN, NOBODY).write(folder);

        assertThat(Servers.running(options())).isEmpty();
        assertThatThrownBy(() -> Servers.require(options()))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(3));
    }

    @Test
    void a_damaged_file_is_not_believed() throws IOException {
        Files.writeString(folder.resolve("server.json"), "{\"url\":");

        assertThat(Servers.running(options())).isEmpty();
    }

    @Test
    void the_folders_key_is_shown_to_no_other_server() {
        new ServerFile(OWN, ALIVE).write(folder);

        assertThatThrownBy(() -> Servers.running(options("--server", "https://elsewhere.example")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("a key is needed for this server");
        assertThat(Servers.running(options("--server", "https://elsewhere.example", "--key", "given")))
                .contains(new Connection(URI.create("https://elsewhere.example"), "given"));
    }

    @Test
    void a_server_that_is_no_address_is_a_wrong_use() {
        assertThatThrownBy(() -> Servers.running(options("--server", "localhost:8080")))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2));
    }

    @Test
    void a_server_removes_only_its_own_file() {
        ServerFile successor = new ServerFile(OWN, ALIVE);
        successor.write(folder);

        new ServerFile(OWN, NOBODY).remove(folder);
        assertThat(ServerFile.ofLiving(folder)).contains(successor);

        successor.remove(folder);
        assertThat(ServerFile.ofLiving(folder)).isEmpty();
    }

    @Test
    void a_connection_never_prints_its_key() {
        assertThat(new Connection(OWN, "own-key").toString()).doesNotContain("own-key");
    }

    private ServerOptions options(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        new CommandLine(holder).parseArgs(append(arguments, "--data-dir", folder.toString()));
        return holder.options;
    }

    private static String[] append(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Command
    private static final class Holder {
        @Mixin
        private final ServerOptions options = new ServerOptions();
    }
}
