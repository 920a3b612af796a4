package dev.tintype.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.job.Pool;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a worker says about itself.
 *
 * @param version of the program
 * @param seenAt when it said so
 * @param draining it takes no more jobs
 * @param capabilities what it works with
 */
public record WorkerStatus(
        String name,
        String version,
        Instant startedAt,
        Instant seenAt,
        boolean draining,
        List<Share> pools,
        Map<String, String> capabilities,
        Pressure pressure) {
    /**
     * What it does for one pool.
     *
     * @param slots jobs at once
     * @param attempts attempts under way at once: more than slots where they spend time outside of their slot
     * @param busy attempts under way
     */
    public record Share(Pool pool, int slots, int attempts, int busy) {
        /** What it adds to the pool's window: half as much again as it has slots, so that no slot waits for the broker. */
        @JsonIgnore
        int places() {
            return attempts + (slots + 1) / 2;
        }
    }

    /**
     * How hard its machine works.
     *
     * @param cpus processors it may use
     * @param load the system's load average over a minute; negative: not known
     * @param heapUsedBytes of the Java heap
     * @param heapMaxBytes of the Java heap
     */
    public record Pressure(int cpus, double load, long heapUsedBytes, long heapMaxBytes) {
        /** Of this process. */
        public static Pressure now() {
            Runtime runtime = Runtime.getRuntime();
            return new Pressure(
                    runtime.availableProcessors(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    runtime.totalMemory() - runtime.freeMemory(),
                    runtime.maxMemory());
        }
    }
}
