package dev.tintype.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import redis.clients.jedis.UnifiedJedis;

/** A ledger whose scripts read a clock that the test sets, instead of the server's. */
final class ManualClock {
    private static final String KEY = "{tintype}:clock";
    private static final String REAL = """
              local t = redis.call('TIME')
              return t[1] * 1000 + math.floor(t[2] / 1000)
            """;
    private static final String MANUAL = """
              return tonumber(redis.call('GET', '%s'))
            """.formatted(KEY);

    private final UnifiedJedis redis;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    ManualClock(UnifiedJedis redis) {
        this.redis = redis;
        redis.set(KEY, Long.toString(now.toEpochMilli()));
    }

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
        redis.set(KEY, Long.toString(now.toEpochMilli()));
    }

    /** The shipped scripts, but for their clock. */
    static Scripts scripts(LedgerSettings settings) {
        return Scripts.load(settings).map(text -> text.replace(REAL, MANUAL));
    }

    JobLedger ledger(LedgerSettings settings, Scripts scripts, DoubleSupplier random) {
        return new JobLedger(new LedgerServer(redis, scripts), settings, random);
    }

    /** The shipped scripts, but for their clock and what {@code change} makes of them. */
    CallbackOutbox outbox(UnaryOperator<String> change) {
        return new CallbackOutbox(server(change));
    }

    EndpointStore endpoints() {
        return new EndpointStore(server(UnaryOperator.identity()));
    }

    private LedgerServer server(UnaryOperator<String> change) {
        return new LedgerServer(redis, scripts(LedgerSettings.defaults()).map(change));
    }

    /** A ledger with the shipped constants that always draws half of the longest back-off. */
    JobLedger ledger() {
        LedgerSettings settings = LedgerSettings.defaults();
        return ledger(settings, scripts(settings), () -> 0.5);
    }
}
