package dev.tintype.broker.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A rabbitmq-server, usually the machine's own, with private ports, data folder, node name and name daemon, so that it meets no other.
 * No broker on the machine: tests that need one fail.
 */
public final class RabbitProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final int port = freePort();
    private final int distributionPort = freePort();
    private final int namePort = freePort();
    private final RabbitRelease release;
    private final String login;
    private Process process;

    private RabbitProcess(RabbitRelease release, String login, List<String> config) throws IOException {
        this.release = release;
        this.folder = Files.createTempDirectory("tintype-rabbit");
        this.login = login;
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                "listeners.tcp.1 = 127.0.0.1:" + port + "\n" + String.join("\n", config) + "\n");
        this.process = launch();
    }

    /** Starts a broker with nothing in it and waits until it takes connections. */
    public static RabbitProcess start() throws IOException {
        return start(RabbitRelease.INSTALLED);
    }

    /** The same of any release. */
    public static RabbitProcess start(RabbitRelease release) throws IOException {
        return start(release, "guest:guest", List.of());
    }

    static RabbitProcess start(String login, List<String> config) throws IOException {
        return start(RabbitRelease.INSTALLED, login, config);
    }

    /**
     * Starts a broker with settings of one's own.
     *
     * @param login {@code user:password} that may connect
     * @param config lines for rabbitmq.conf
     */
    public static RabbitProcess start(RabbitRelease release, String login, List<String> config) throws IOException {
        RabbitProcess rabbit = new RabbitProcess(release, login, config);
        try {
            rabbit.awaitReady();
        } catch (RuntimeException e) {
            rabbit.close();
            throw e;
        }
        return rabbit;
    }

    public URI uri() {
        return URI.create("amqp://" + login + "@127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** As {@code kill -9} does; the data stay. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        Awaitility.await("RabbitMQ to be gone")
                .atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Starts again on the same data. */
    public void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", folder.toString()),
                        Map.entry("RABBITMQ_NODENAME", "tintype-" + port + "@localhost"),
                        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", folder.toString()),
                        Map.entry("RABBITMQ_LOGS", "-"),
                        Map.entry(
                                "RABBITMQ_CONFIG_FILE",
                                folder.resolve("rabbitmq.conf").toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                folder.resolve("plugins").toString()),
                        Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                        Map.entry("ERL_EPMD_PORT", Integer.toString(namePort)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1")));
        return builder.start();
    }

    private List<String> command() throws IOException {
        try {
            return release.command();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while RabbitMQ was fetched", e);
        }
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private void awaitReady() {
        Awaitility.await("RabbitMQ to start")
                .atMost(START)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("RabbitMQ ended: " + Files.readString(log()));
                    }
                })
                .until(this::takesConnections);
    }

    private boolean takesConnections() throws GeneralSecurityException, java.net.URISyntaxException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri());
        try (Connection connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly(); // its data go, so it need not end in order
        stopWhatIsLeft();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Scripts that end leave the Erlang machine they started, and that leaves its name daemon; none of them serves anybody else. */
    private void stopWhatIsLeft() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            List<ProcessHandle> left = all.filter(handle -> environmentHas(handle, "ERL_EPMD_PORT=" + namePort))
                    .toList();
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(handle -> handle.onExit().join());
        }
    }

    private static boolean environmentHas(ProcessHandle handle, String entry) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1)
                    .contains(entry + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
