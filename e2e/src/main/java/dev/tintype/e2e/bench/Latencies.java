package dev.tintype.e2e.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times of many operations. Thread-safe while adding. */
final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long elapsedNanos) {
        nanos.add(elapsedNanos);
    }

    /** {@code p50 1.2 ms, p99 3.4 ms, max 5.6 ms (n 1000)}. */
    String summary() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return "nothing measured";
        }
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.1f ms (n %d)",
                at(sorted, 0.50),
                at(sorted, 0.99),
                at(sorted, 1.0),
                sorted.length);
    }

    private static double at(long[] sorted, double share) {
        int index = (int) Math.min(sorted.length - 1L, (long) (share * sorted.length));
        return sorted[index] / 1e6;
    }
}
