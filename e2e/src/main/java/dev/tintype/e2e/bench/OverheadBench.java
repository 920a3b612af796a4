package dev.tintype.e2e.bench;

import dev.tintype.e2e.ServerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the system costs when the work costs nothing: no-op jobs over HTTP against an embedded server of its own process. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        description = "Time to accept and to finish jobs that do nothing, jobs per second, start time and memory.")
final class OverheadBench implements Callable<Integer> {
    private static final String NOOP = "{\"type\":\"noop\"}";

    @Option(names = "--seconds", description = "Length of each measured phase.", defaultValue = "10")
    private int seconds;

    @Option(names = "--rate", description = "Jobs per second while latencies are measured.", defaultValue = "100")
    private int rate;

    @Option(names = "--concurrency", description = "Submitters while throughput is measured.", defaultValue = "16")
    private int concurrency;

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(Map.of("TINTYPE_BENCH", "true"))) {
            submit(server);
            System.out.printf(Locale.ROOT, "start to first accepted job   %.1f s%n", (System.nanoTime() - began) / 1e9);
            System.out.printf(Locale.ROOT, "resident, idle, just started   %d MB%n", residentMegabytes(server.pid()));
            throughput(server, 15);
            Latencies accepted = new Latencies();
            paced(() -> accepted.add(timed(() -> submit(server))));
            System.out.println("accept                         " + accepted.summary());
            Latencies finished = new Latencies();
            paced(() -> finished.add(timed(() -> finish(server))));
            System.out.println("submit to terminal             " + finished.summary());
            System.out.printf(Locale.ROOT, "throughput                     %.0f jobs/s%n", throughput(server, seconds));
            System.out.printf(Locale.ROOT, "resident after all that        %d MB%n", residentMegabytes(server.pid()));
        }
        return 0;
    }

    private static void submit(ServerProcess server) throws InterruptedException {
        expect(202, server.send("POST", "/v1/jobs", NOOP));
    }

    private static void finish(ServerProcess server) throws InterruptedException {
        expect(200, server.send("POST", "/v1/jobs", NOOP, "Prefer", "wait=30"));
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    "expected " + status + ", got " + response.statusCode() + ": " + response.body());
        }
    }

    /** Runs {@code action} at the configured rate, whether earlier ones have ended or not. */
    private void paced(Action action) throws InterruptedException {
        try (ExecutorService submitters = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long pause = TimeUnit.SECONDS.toNanos(1) / rate;
            for (long i = 0; i < (long) rate * seconds; i++) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, start + i * pause - System.nanoTime()));
                var _ = submitters.submit(() -> {
                    action.run();
                    return null;
                });
            }
        }
    }

    private double throughput(ServerProcess server, int lengthSeconds) throws InterruptedException {
        LongAdder done = new LongAdder();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(lengthSeconds).toNanos();
        try (ExecutorService submitters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < concurrency; i++) {
                var _ = submitters.submit(() -> {
                    while (System.nanoTime() < end) {
                        finish(server);
                        done.increment();
                    }
                    return null;
                });
            }
        }
        return done.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long timed(Action action) throws InterruptedException {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws InterruptedException;
    }
}
