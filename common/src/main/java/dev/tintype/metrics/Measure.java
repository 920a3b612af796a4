package dev.tintype.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times, for every registry of this process. Thread-safe; never fails, and costs nothing when nobody listens. */
public final class Measure {
    /** From a script in the ledger to a long film. */
    private static final Duration[] LONG = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };

    private static final Duration[] SHORT = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(3),
        Duration.ofMillis(10),
        Duration.ofMillis(30),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };
    private static final int MOST_TENANTS = 100;
    private static final Set<String> TENANTS = ConcurrentHashMap.newKeySet();
    private static final Map<String, AtomicLong> LAST = new ConcurrentHashMap<>();

    private Measure() {}

    /**
     * One more.
     *
     * @param tags names and values, by turns
     */
    public static void count(Metric metric, String... tags) {
        Counter.builder(metric.meterName())
                .description(metric.description())
                .tags(tags)
                .register(Metrics.globalRegistry)
                .increment();
    }

    /**
     * One more of a tenant's. The first {@value #MOST_TENANTS} tenants that this process meets are told by name, what comes later
     * together as {@code other}: a label must have a bound.
     *
     * @param tags names and values, by turns
     */
    public static void countOf(String tenant, Metric metric, String... tags) {
        boolean named = TENANTS.contains(tenant) || (TENANTS.size() < MOST_TENANTS && TENANTS.add(tenant));
        String[] all = Arrays.copyOf(tags, tags.length + 2);
        all[tags.length] = "tenant";
        all[tags.length + 1] = named ? tenant : "other";
        count(metric, all);
    }

    /** One more, and how long it took: milliseconds to hours. */
    public static void time(Metric metric, Duration taken, String... tags) {
        record(metric, taken, LONG, tags);
    }

    /** One more, and how long it took: less than milliseconds to a second. */
    public static void timeShort(Metric metric, Duration taken, String... tags) {
        record(metric, taken, SHORT, tags);
    }

    /** When something that is repeated last went to its end. */
    public static void happened(Metric metric, Instant when, String tag, String value) {
        LAST.computeIfAbsent(metric.meterName() + " " + value, _ -> {
                    AtomicLong last = new AtomicLong();
                    Gauge.builder(metric.meterName(), last, AtomicLong::doubleValue)
                            .description(metric.description())
                            .baseUnit("seconds")
                            .tag(tag, value)
                            .strongReference(true)
                            .register(Metrics.globalRegistry);
                    return last;
                })
                .set(when.getEpochSecond());
    }

    private static void record(Metric metric, Duration taken, Duration[] buckets, String... tags) {
        Timer.builder(metric.meterName())
                .description(metric.description())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(Metrics.globalRegistry)
                .record(taken.isNegative() ? Duration.ZERO : taken);
    }
}
