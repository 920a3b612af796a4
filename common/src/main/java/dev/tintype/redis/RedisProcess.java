package dev.tintype.redis;

import dev.tintype.redis.RedisStartException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Owns one Redis process: starts it, knows its health, stops it, and nobody else does. It listens on loopback only, behind
 * a password made for this run, and logs every change to disk. It ends with this JVM, however that ends, but not before:
 * a Ctrl-C or SIGTERM that makes the JVM finish its work leaves Redis to it. Thread-safe.
 */
public final class RedisProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisProcess.class);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int FREE_PORT_TRIES = 5;
    private static final int LAST_WORDS = 20;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final RedisFolder folder;
    private final Process process;
    private final int port;
    private final String password;
    private final Deque<String> lastWords = new ArrayDeque<>();

    /** How often Redis makes its log durable. */
    public enum Fsync {
        /** Once a second: a crash of the machine may take the last second. */
        EVERYSEC,
        /** Before each answer. */
        ALWAYS
    }

    /**
     * Which Redis to run, and how.
     *
     * @param executable a redis-server of 6.2 or later
     * @param folder where its data live; made when missing
     * @param port where it listens; 0: any free one
     */
    public record Settings(Path executable, Path folder, int port, Fsync fsync) {}

    private RedisProcess(RedisFolder folder, Process process, int port, String password) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts Redis and waits until it has loaded its data and answers.
     *
     * @throws RedisStartException saying what is in the way
     */
    public static RedisProcess start(Settings settings) {
        RedisFolder folder = RedisFolder.take(settings.folder());
        try {
            int tries = settings.port() == 0 ? FREE_PORT_TRIES : 1;
            while (true) {
                try {
                    return startOnce(settings, folder);
                } catch (RedisStartException e) {
                    // Between finding a free port and listening on it another may take it.
                    if (--tries == 0 || e.reason() != Reason.PORT_BUSY) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Where to connect, password included. */
    public URI uri() {
        return URI.create("redis://:" + password + "@127.0.0.1:" + port + "/0");
    }

    public int port() {
        return port;
    }

    /** Whether the process runs and answers. */
    public boolean healthy() {
        return process.isAlive() && answers();
    }

    /** Stops Redis, cleanly if it lets itself be, and waits until it is gone. */
    @Override
    public synchronized void close() {
        endProcess();
        folder.close();
    }

    private static RedisProcess startOnce(Settings settings, RedisFolder folder) {
        int port = settings.port() == 0 ? freePort() : settings.port();
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Process process;
        try {
            process = new ProcessBuilder(RedisGuard.command(settings.executable()))
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new RedisStartException(Reason.EXECUTABLE_UNUSABLE, "Redis cannot be run: there is no shell.", e);
        }
        RedisProcess redis = new RedisProcess(folder, process, port, password);
        try {
            redis.configure(settings.fsync());
            redis.awaitReady(settings.executable());
            folder.note(redis.pid());
            return redis;
        } catch (RuntimeException e) {
            redis.endProcess();
            throw e;
        }
    }

    private void configure(Fsync fsync) {
        Thread.ofVirtual().name("redis-log").start(this::readLog);
        String config = """
                bind 127.0.0.1
                port %d
                requirepass %s
                daemonize no
                save ""
                appendonly yes
                appendfsync %s
                maxmemory-policy noeviction

                """.formatted(port, password, fsync == Fsync.ALWAYS ? "always" : "everysec");
        try {
            // Stays open: its end ends Redis.
            OutputStream in = process.getOutputStream();
            in.write(config.getBytes(StandardCharsets.US_ASCII));
            in.flush();
        } catch (IOException e) {
            log.debug("Redis ended before it was configured", e);
        }
    }

    private void awaitReady(Path executable) {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw ended(executable);
            }
            if (System.nanoTime() > deadline) {
                throw new RedisStartException(Reason.NOT_READY, "Redis did not get ready: " + words());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private RedisStartException ended(Path executable) {
        String words = words();
        if (RedisGuard.couldNotRun(process.exitValue())) {
            return new RedisStartException(
                    Reason.EXECUTABLE_UNUSABLE, "Redis cannot be run: " + executable + " is not usable here.");
        }
        if (words.contains("Address already in use")) {
            return new RedisStartException(
                    Reason.PORT_BUSY,
                    "Port " + port + " for Redis is in use. Stop what listens there, or set another port.");
        }
        return new RedisStartException(Reason.NOT_READY, "Redis ended at once: " + words);
    }

    private long pid() {
        try (Jedis jedis = RedisClients.dedicated(uri(), Duration.ZERO)) {
            return jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean answers() {
        try (Jedis jedis = RedisClients.dedicated(uri(), Duration.ZERO)) {
            return jedis.ping().equals("PONG");
        } catch (JedisException e) {
            log.trace("Redis does not answer yet", e);
            return false;
        }
    }

    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.debug("{}", line);
                synchronized (lastWords) {
                    lastWords.addLast(line);
                    if (lastWords.size() > LAST_WORDS) {
                        lastWords.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            log.debug("Redis' log ended", e);
        }
    }

    /** What Redis said last; complete only once it has ended. */
    private String words() {
        synchronized (lastWords) {
            return String.join(" | ", lastWords);
        }
    }

    private void endProcess() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            log.debug("Redis' guard is gone already", e);
        }
        try {
            if (!process.waitFor(STOP)) {
                log.warn("Redis does not stop and is killed");
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Its log on disk is whole all the same. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new RedisStartException(Reason.NOT_READY, "No free port on the loopback interface.", e);
        }
    }
}
