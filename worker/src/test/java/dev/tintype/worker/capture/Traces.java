package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * What a runner keeps of the system between two jobs.
 *
 * @param contexts of its browsers
 * @param processes of its browsers and their drivers
 * @param files of all browsers of this JVM, and what they leave beside them
 * @param threads of the JVM, without pools that grow and shrink by themselves
 */
record Traces(int contexts, long processes, long files, long threads) {
    private static final Duration SOON = Duration.ofSeconds(15);
    /** Of threads: a leak is one for each page, and there are many pages. */
    private static final int SPARE = 3;

    private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

    /** Threads that the JVM and its libraries keep for a while, as many as they like. */
    private static final List<String> POOLS = List.of(
            "ForkJoinPool",
            "VirtualThread",
            "Read-Poller",
            "Write-Poller",
            "Master",
            "egress",
            "HTTP-",
            "process reaper",
            "Keep-Alive",
            "Attach",
            "Common-",
            "junit",
            "awaitility");

    static Traces of(Harness harness) {
        try {
            return new Traces(harness.runner.contexts(), countProcesses(harness), countFiles(), countThreads());
        } catch (InterruptedException | ExecutionException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails when there are soon not as few as there were. */
    void assertNotMoreIn(Harness harness) {
        await().atMost(SOON).untilAsserted(() -> {
            Traces now = of(harness);
            assertThat(now.contexts).as("contexts").isEqualTo(contexts);
            assertThat(now.processes).as("processes").isLessThanOrEqualTo(processes);
            assertThat(now.files).as("files").isLessThanOrEqualTo(files);
            assertThat(now.threads).as("threads %s", names()).isLessThanOrEqualTo(threads + SPARE);
        });
    }

    private static long countProcesses(Harness harness) {
        Set<ProcessHandle> all = new HashSet<>();
        for (long pid : harness.runner.browserPids()) {
            ProcessHandle.of(pid).flatMap(ProcessHandle::parent).ifPresent(driver -> {
                all.add(driver);
                driver.descendants().filter(Traces::runs).forEach(all::add);
            });
        }
        return all.size();
    }

    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    private static long countFiles() throws IOException {
        long files = 0;
        try (Stream<Path> here = Files.list(TEMP)) {
            for (Path path : here.toList()) {
                String name = String.valueOf(path.getFileName());
                if (name.startsWith(
                        "tintype-browsers-" + ProcessHandle.current().pid() + "-")) {
                    try (Stream<Path> profiles = Files.list(path)) {
                        files += profiles.count();
                    }
                } else if (name.contains("org.chromium") || name.startsWith("playwright")) {
                    files++;
                }
            }
        }
        return files;
    }

    private static long countThreads() {
        return names().size();
    }

    private static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> POOLS.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
    }
}
