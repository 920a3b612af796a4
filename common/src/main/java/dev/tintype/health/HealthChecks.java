package dev.tintype.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every probe, all at once and each for a bounded time. An answer is used for half a second, however many ask:
 * strangers may, and a health check must not be what brings the server down. Thread-safe.
 */
public final class HealthChecks {
    private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final List<HealthProbe> probes;
    private @Nullable HealthReport last;
    private long lastNanos;

    public HealthChecks(List<HealthProbe> probes) {
        this.probes = List.copyOf(probes);
    }

    /** How everything is, at most half a second ago. */
    public synchronized HealthReport report() throws InterruptedException {
        HealthReport known = last;
        if (known != null && System.nanoTime() - lastNanos < FRESH_NANOS) {
            return known;
        }
        HealthReport fresh = ask();
        last = fresh;
        lastNanos = System.nanoTime();
        return fresh;
    }

    private HealthReport ask() throws InterruptedException {
        Map<String, Health> answers = new TreeMap<>();
        // shut down, not closed: a probe that hangs is left behind
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Map<HealthProbe, Future<Health>> asked = new LinkedHashMap<>();
            probes.forEach(probe -> asked.put(probe, threads.submit(probe::check)));
            long end = System.nanoTime() + LONGEST.toNanos();
            for (Map.Entry<HealthProbe, Future<Health>> entry : asked.entrySet()) {
                String name = entry.getKey().name();
                answers.put(name, answer(name, entry.getValue(), end - System.nanoTime()));
            }
        } finally {
            threads.shutdownNow();
        }
        return HealthReport.of(answers);
    }

    private static Health answer(String name, Future<Health> asked, long nanos) throws InterruptedException {
        try {
            return asked.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Health.down("does not answer");
        } catch (ExecutionException e) {
            log.warn("the health probe {} failed", name, e.getCause());
            return Health.down("cannot be asked");
        }
    }
}
