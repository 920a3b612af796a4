package dev.tintype.e2e.bench;

import dev.tintype.e2e.ServerProcess;
import dev.tintype.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Whether memory stays as it is over many captures: that of the server's process, and its browsers' with what they share. */
final class SoakBench {
    private static final int LOOKS = 40;
    private static final double GROWTH = 1.10;

    private final ServerProcess server;
    private final List<String> requests;
    private final int captures;
    private final List<Double> looks = new ArrayList<>();

    private SoakBench(ServerProcess server, List<String> requests, int captures) {
        this.server = server;
        this.requests = requests;
        this.captures = captures;
    }

    /** Makes so many captures after a tenth of them to warm up, and prints what memory did. */
    static void run(int captures, int slots) throws Exception {
        try (BenchSite site = new BenchSite();
                ServerProcess server = ServerProcess.start(Map.of(
                        "TINTYPE_EGRESS_ALLOW", site.authority(), "TINTYPE_SLOTS_CAPTURE", Integer.toString(slots)))) {
            List<String> requests = site.lightUrls().stream()
                    .map(url -> Json.write(Map.of("type", "capture", "source", Map.of("url", url))))
                    .toList();
            SoakBench soak = new SoakBench(server, requests, captures);
            soak.capture(captures / 10, slots * 2, false);
            soak.capture(captures, slots * 2, true);
            soak.tell();
        }
    }

    private void capture(int count, int clients, boolean look) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(pool.submit(() -> {
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        perform(requests.get(n % requests.size()));
                        if (look && n % Math.max(1, captures / LOOKS) == 0) {
                            look(n);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private void perform(String request) throws InterruptedException {
        String body =
                server.send("POST", "/v1/jobs", request, "Prefer", "wait=60").body();
        if (!Json.tree(body).path("state").asString("").equals("succeeded")) {
            throw new IllegalStateException(body);
        }
    }

    private synchronized void look(int done) {
        double rss = megabytes(server.pid(), "status", "VmRSS:");
        double pss = ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(process -> megabytes(process.pid(), "smaps_rollup", "Pss:"))
                .sum();
        looks.add(rss + pss);
        System.out.printf(Locale.ROOT, "after %5d   server %5.0f MB   browsers %5.0f MB%n", done, rss, pss);
    }

    /** Browsers are renewed on the way, so that memory goes up and down: the first quarter's mean is held against the last's. */
    private void tell() {
        int quarter = looks.size() / 4;
        double first = mean(looks.subList(0, quarter));
        double last = mean(looks.subList(looks.size() - quarter, looks.size()));
        System.out.printf(
                Locale.ROOT,
                "%d captures   first quarter %.0f MB   last quarter %.0f MB   ratio %.2f (asked for: at most %.2f)%n",
                captures,
                first,
                last,
                last / first,
                GROWTH);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double megabytes(long pid, String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024.0;
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has just ended
        }
    }
}
