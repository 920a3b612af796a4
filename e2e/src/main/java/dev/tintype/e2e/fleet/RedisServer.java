package dev.tintype.e2e.fleet;

import dev.tintype.redis.RedisClients;
import dev.tintype.redis.RedisExecutable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis of a test's own that can be killed and started again on the same data, port and password. */
public final class RedisServer implements AutoCloseable {
    private static final String PASSWORD = "a-password-of-this-fleet";

    private final Path executable;
    private final Path folder;
    private final int port = ServiceProcess.freePort();
    private final Fsync fsync;
    private Process process;

    /** How often Redis makes its log durable. */
    public enum Fsync {
        EVERYSEC,
        ALWAYS
    }

    private RedisServer(Path executable, Path folder, Fsync fsync) throws IOException {
        this.executable = executable;
        this.folder = Files.createDirectories(folder);
        this.fsync = fsync;
        this.process = launch();
    }

    /** Starts one with its data in {@code folder} and waits until it answers. */
    static RedisServer start(Path folder, Fsync fsync) throws IOException {
        RedisServer redis = new RedisServer(RedisExecutable.find(folder.resolve("bin")), folder, fsync);
        redis.awaitReady();
        return redis;
    }

    public URI uri() {
        return URI.create("redis://:" + PASSWORD + "@127.0.0.1:" + port + "/0");
    }

    /** As {@code kill -9} does; what it wrote stays. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts again on the same data. */
    public void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    private Process launch() throws IOException {
        Path config = Files.writeString(folder.resolve("redis.conf"), """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir %s
                daemonize no
                save ""
                appendonly yes
                appendfsync %s
                maxmemory-policy noeviction
                """.formatted(
                        port, PASSWORD, folder, fsync.name().toLowerCase(Locale.ROOT)));
        return new ProcessBuilder(executable.toString(), config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis.log").toFile()))
                .start();
    }

    private void awaitReady() {
        Awaitility.await("Redis to start")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "Redis ended: " + Files.readString(folder.resolve("redis.log")));
                    }
                })
                .until(this::answers);
    }

    private boolean answers() {
        try (Jedis jedis = RedisClients.dedicated(uri(), Duration.ZERO)) {
            return jedis.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }
}
