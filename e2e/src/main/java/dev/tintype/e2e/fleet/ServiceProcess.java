package dev.tintype.e2e.fleet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One service as a process of its own, from its jar when there is one, with a port of its own. */
public final class ServiceProcess implements Api, AutoCloseable {
    /** The key of every fleet's administrator. */
    public static final String TOKEN = "fleet-token-0123456789abcdef";

    private final int port;
    private final Path log;
    private final Process process;

    private ServiceProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * @param portSetting the environment variable that takes its port
     * @param jvm flags for the JVM
     */
    static ServiceProcess launch(
            String mainClass, String portSetting, Path folder, List<String> jvm, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        Path log = Files.createTempFile(folder, "service", ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvm);
        command.addAll(program(mainClass));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put(portSetting, Integer.toString(port));
        return new ServiceProcess(port, log, builder.start());
    }

    /** {@code java -jar} as users do it; where the build has made no jar yet, this JVM's class path. */
    private static List<String> program(String mainClass) {
        String classPath = System.getProperty("java.class.path");
        Pattern jar = Pattern.compile("tintype-" + mainClass.split("\\.", -1)[2] + "-[^/]*\\.jar");
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> jar.matcher(String.valueOf(path.getFileName())).matches())
                .filter(path -> Files.isDirectory(path.resolveSibling("lib")))
                .findFirst()
                .map(path -> List.of("-jar", path.toString()))
                .orElseGet(() -> List.of("-cp", classPath, mainClass));
    }

    /** Waits until it says that it can serve. */
    public ServiceProcess ready() {
        Awaitility.await("a service to start")
                .atMost(Duration.ofMinutes(2))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the service ended: " + log());
                    }
                })
                .until(() -> status("/health") == 200);
        return this;
    }

    private int status(String path) throws InterruptedException {
        try {
            return send("GET", path, "").statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String token() {
        return TOKEN;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Sends it a signal by name, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " said " + code);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does. @return the exit code */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end: " + log());
        }
        return process.exitValue();
    }

    /** Waits for it to end by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end: " + log());
        }
        return process.exitValue();
    }

    /** What it said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of this machine that nothing listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
