package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/** Counts uses a minute beside the ledger, so that all api processes count together. Thread-safe. */
public final class RateLimits {
    /** How long a count lasts, from its first use on. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    /** KEYS: 1 the count. ARGV: 1 milliseconds it lasts. Answers the count and how long it lasts yet. */
    private static final String COUNT = """
            local used = redis.call('INCR', KEYS[1])
            if used == 1 then
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
            end
            return {used, redis.call('PTTL', KEYS[1])}
            """;

    private final KeyServer server;

    /** The client stays the caller's to close. */
    public RateLimits(UnifiedJedis redis) {
        this.server = new KeyServer(redis);
    }

    /**
     * How a count stands after one more use.
     *
     * @param limit most uses
     * @param used uses so far, this one with them
     * @param resets when it begins anew
     */
    public record Standing(int limit, long used, Duration resets) {
        public boolean exceeded() {
            return used > limit;
        }

        public long remaining() {
            return Math.max(0, limit - used);
        }

        /** Whole seconds until it begins anew, at least one. */
        public long resetSeconds() {
            return Math.max(1, Math.ceilDiv(resets.toMillis(), 1000L));
        }
    }

    /**
     * Counts one use of {@code what}.
     *
     * @throws LedgerUnavailable when nothing can be counted now
     */
    public Standing count(String what, int limit) {
        List<?> answer = (List<?>) Objects.requireNonNull(server.call(redis ->
                redis.eval(COUNT, List.of("{tintype}:rate:" + what), List.of(Long.toString(WINDOW.toMillis())))));
        return new Standing(limit, (Long) answer.get(0), Duration.ofMillis((Long) answer.get(1)));
    }
}
