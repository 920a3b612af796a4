package dev.tintype.broker.rabbit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which RabbitMQ a test runs against. What is not there is a failure, never a skip. */
public enum RabbitRelease {
    /** The machine's own rabbitmq-server: 3.10 on Debian 12. */
    INSTALLED {
        @Override
        List<String> command() {
            if (!Files.isExecutable(SERVER)) {
                throw new IllegalStateException("no RabbitMQ here: install rabbitmq-server");
            }
            return List.of(SERVER.toString());
        }
    },
    /**
     * 4.0 from Debian 13's packages on any machine: unpacked beside the machine's own files, once, and run in bubblewrap
     * with the machine's network and process ids.
     */
    DEBIAN_13 {
        @Override
        List<String> command() throws IOException, InterruptedException {
            String temporary = System.getProperty("java.io.tmpdir");
            return List.of(
                    "bwrap",
                    "--bind",
                    unpacked().toString(),
                    "/",
                    "--dev",
                    "/dev",
                    "--proc",
                    "/proc",
                    "--bind",
                    temporary,
                    temporary,
                    "--die-with-parent",
                    SERVER.toString());
        }
    };

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Path SCRIPT = Path.of("..", "deploy", "rabbitmq", "build-image.sh");

    /** Sees the machine's folder for temporary files under its usual name. */
    abstract List<String> command() throws IOException, InterruptedException;

    private static synchronized Path unpacked() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "tintype", "rabbitmq-4.0");
        if (!Files.isExecutable(folder.resolve("usr/lib/rabbitmq/bin/rabbitmq-server"))) {
            Path said = Files.createTempFile("tintype-rabbitmq", ".log");
            Process process = new ProcessBuilder(SCRIPT.toString(), "folder", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "no RabbitMQ 4 here, and deploy/rabbitmq/build-image.sh says: " + Files.readString(said));
            }
            Files.delete(said);
        }
        return folder;
    }
}
