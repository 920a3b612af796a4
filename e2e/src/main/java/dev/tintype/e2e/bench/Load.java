package dev.tintype.e2e.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Jobs that do nothing, handed to a server over HTTP. */
final class Load {
    private static final String NOOP = "{\"type\":\"noop\"}";

    private final Server server;

    Load(Server server) {
        this.server = server;
    }

    /** A way to a server; a body is JSON. */
    @FunctionalInterface
    interface Server {
        HttpResponse<String> send(String method, String path, String body, String... headers)
                throws InterruptedException;
    }

    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }

    void submit() throws InterruptedException {
        expect(202, server.send("POST", "/v1/jobs", NOOP));
    }

    /** Submits and waits for the end in the same request. */
    void finish() throws InterruptedException {
        expect(200, server.send("POST", "/v1/jobs", NOOP, "Prefer", "wait=30"));
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    "expected " + status + ", got " + response.statusCode() + ": " + response.body());
        }
    }

    /** Runs {@code action} so often a second, whether earlier ones have ended or not, and times each. */
    static Latencies paced(int rate, int seconds, Action action) throws InterruptedException {
        Latencies latencies = new Latencies();
        try (ExecutorService submitters = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long pause = TimeUnit.SECONDS.toNanos(1) / rate;
            for (long i = 0; i < (long) rate * seconds; i++) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, start + i * pause - System.nanoTime()));
                var _ = submitters.submit(() -> {
                    latencies.add(timed(action));
                    return null;
                });
            }
        }
        return latencies;
    }

    /** Jobs per second that so many submitters get done. */
    double throughput(int submitters, int seconds) throws InterruptedException {
        LongAdder done = new LongAdder();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < submitters; i++) {
                var _ = executor.submit(() -> {
                    while (System.nanoTime() < end) {
                        finish();
                        done.increment();
                    }
                    return null;
                });
            }
        }
        return done.sum() / ((System.nanoTime() - start) / 1e9);
    }

    static long timed(Action action) throws InterruptedException {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    /** What a process has in memory, in MB. */
    static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
