package dev.tintype.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to try a delivery again: at once, then after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each up to a fifth
 * shorter or longer so that what failed together does not come back together. Ten attempts over three days.
 */
public final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final double JITTER = 0.2;

    private RetrySchedule() {}

    /** Attempts in all. */
    public static int attempts() {
        return PAUSES.size() + 1;
    }

    /**
     * The pause before the next attempt; empty: it was the last.
     *
     * @param failed attempts made until now, at least 1
     * @param random in [0, 1)
     * @param asked what the receiver asked for ({@code Retry-After}): granted up to twice the pause of the schedule, and
     *     never less than it, or a receiver could park deliveries for ever
     */
    public static Optional<Duration> pause(int failed, double random, @Nullable Duration asked) {
        if (failed > PAUSES.size()) {
            return Optional.empty();
        }
        long planned = PAUSES.get(failed - 1).toMillis();
        long drawn = Math.round(planned * (1 - JITTER + 2 * JITTER * random));
        long millis = asked == null ? drawn : Math.clamp(asked.toMillis(), drawn, 2 * drawn);
        return Optional.of(Duration.ofMillis(millis));
    }
}
