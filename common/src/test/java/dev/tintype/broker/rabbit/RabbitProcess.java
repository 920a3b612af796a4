package dev.tintype.broker.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * The machine's own rabbitmq-server with private ports, data folder, node name and name daemon, so that it meets no other.
 * No broker on the machine: tests that need one fail.
 */
public final class RabbitProcess implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final int port;
    private final int epmdPort;
    private Process process;

    private RabbitProcess(Path folder, int port, int epmdPort) throws IOException {
        this.folder = folder;
        this.port = port;
        this.epmdPort = epmdPort;
        this.process = launch();
    }

    /** Starts a broker with nothing in it and waits until it takes connections. */
    public static RabbitProcess start() throws IOException {
        if (!Files.isExecutable(SERVER)) {
            throw new IllegalStateException("no RabbitMQ here: install rabbitmq-server");
        }
        RabbitProcess rabbit = new RabbitProcess(Files.createTempDirectory("tintype-rabbit"), freePort(), freePort());
        rabbit.awaitReady();
        return rabbit;
    }

    public URI uri() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port);
    }

    /** As {@code kill -9} does; the data stay. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    /** Starts again on the same data. */
    public void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    private Process launch() throws IOException {
        Path config = folder.resolve("rabbitmq.conf");
        Files.writeString(config, "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
        ProcessBuilder builder = new ProcessBuilder(SERVER.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", folder.toString()),
                        Map.entry("RABBITMQ_NODENAME", "tintype-" + port + "@localhost"),
                        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", folder.toString()),
                        Map.entry("RABBITMQ_LOGS", "-"),
                        Map.entry("RABBITMQ_CONFIG_FILE", config.toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                folder.resolve("plugins").toString()),
                        Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                        Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1")));
        return builder.start();
    }

    private void awaitReady() {
        Awaitility.await("RabbitMQ to start")
                .atMost(START)
                .failFast("it ended: see " + folder.resolve("server.log"), () -> !process.isAlive())
                .until(this::takesConnections);
    }

    private boolean takesConnections() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(port);
        factory.setHost("127.0.0.1");
        try (Connection connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
        stopNameDaemon();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Erlang leaves its name daemon behind; this one serves nobody else. */
    private void stopNameDaemon() throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(handle -> handle.info().command().orElse("").endsWith("/epmd"))
                    .filter(handle -> environmentHas(handle, "ERL_EPMD_PORT=" + epmdPort))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean environmentHas(ProcessHandle handle, String entry) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(handle.pid()), "environ"),
                            java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains(entry + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
