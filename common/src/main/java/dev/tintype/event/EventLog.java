package dev.tintype.event;

import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.redis.RedisClients;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Events that were, as far back as the stream goes. Thread-safe. Every method may throw {@link LedgerUnavailable}. For
 * what comes, see {@link JobEvents}: listen first, then read here, and nothing is missed.
 */
public final class EventLog {
    private static final int PAGE = 500;

    private final UnifiedJedis redis;

    /** The client stays the caller's to close. */
    public EventLog(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Takes one event after another. */
    @FunctionalInterface
    public interface Reader<E extends Exception> {
        void read(JobEvent event) throws E;
    }

    /** Where the stream ends now; the beginning of time when it is empty. */
    public EventPosition end() {
        return first(call(redis -> redis.xrevrange(JobEvents.STREAM, "+", "-", 1)))
                .orElse(new EventPosition(0, 0));
    }

    /** Whether the stream still has everything after {@code position}, as far as anybody can tell. */
    public boolean reaches(EventPosition position) {
        return first(call(redis -> redis.xrange(JobEvents.STREAM, "-", "+", 1)))
                .map(begin -> !begin.isAfter(position))
                .orElse(true);
    }

    /**
     * Gives {@code reader} what is after {@code position} and {@code wanted}, oldest first, a page at a time.
     *
     * @return where reading ended
     */
    public <E extends Exception> EventPosition after(
            EventPosition position, Predicate<JobEvent> wanted, Reader<E> reader) throws E {
        EventPosition last = position;
        while (true) {
            String from = "(" + last;
            List<StreamEntry> page = call(redis -> redis.xrange(JobEvents.STREAM, from, "+", PAGE));
            for (StreamEntry entry : page) {
                Optional<JobEvent> event = JobEvents.read(entry);
                if (event.isPresent() && wanted.test(event.get())) {
                    reader.read(event.get());
                }
            }
            if (!page.isEmpty()) {
                last = position(page.getLast());
            }
            if (page.size() < PAGE) {
                return last;
            }
        }
    }

    private static Optional<EventPosition> first(List<StreamEntry> entries) {
        return entries.stream().findFirst().map(EventLog::position);
    }

    private static EventPosition position(StreamEntry entry) {
        return new EventPosition(entry.getID().getTime(), entry.getID().getSequence());
    }

    private <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return RedisClients.call(redis, command);
        } catch (JedisException e) {
            throw new LedgerUnavailable("the server of events does not answer", e);
        }
    }
}
