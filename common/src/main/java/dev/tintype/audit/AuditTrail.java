package dev.tintype.audit;

import dev.tintype.json.Json;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.redis.RedisClients;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Keeps the logs: a stream {@code {tintype}:audit:<log>} each, where entry {@code n} has the id {@code n-1}, and beside it the
 * number and hash of the newest. Thread-safe. Every method may throw {@link LedgerUnavailable}.
 */
public final class AuditTrail {
    private static final String ENTRY = "e";
    private static final int PAGE = 500;
    private static final int TRIES = 1_000;

    /**
     * Appends, if the newest is still the one that the entries were made to follow. KEYS: 1 stream, 2 head. ARGV: 1 the newest's number and
     * hash as they were read, 2 as they are afterwards, 3 most entries, 4 the first's number, 5.. entries. Answers 1, also when it is
     * sent again, or 0: another was faster.
     */
    private static final String APPEND = """
            local newest = redis.call('GET', KEYS[2]) or ''
            if newest == ARGV[2] then
              return 1
            end
            if newest ~= ARGV[1] then
              return 0
            end
            for i = 5, #ARGV do
              redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], string.format('%.0f-1', ARGV[4] + i - 5), 'e', ARGV[i])
            end
            redis.call('SET', KEYS[2], ARGV[2])
            return 1
            """;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final int most;

    /**
     * @param redis stays the caller's to close
     * @param most entries that each log keeps; older ones go
     */
    public AuditTrail(UnifiedJedis redis, Clock clock, int most) {
        this.redis = redis;
        this.clock = clock;
        this.most = most;
    }

    /** Appends one event, durable as the server is. */
    public void append(AuditEvent event) {
        append(event.log(), List.of(event));
    }

    /** Appends events of one log, in this order and next to each other. */
    void append(AuditLog log, List<AuditEvent> events) {
        for (int i = 0; i < TRIES; i++) {
            if (appendOnce(log, events)) {
                return;
            }
        }
        throw new LedgerUnavailable("the audit log is too busy", new IllegalStateException(log.wireName()));
    }

    private boolean appendOnce(AuditLog log, List<AuditEvent> events) {
        String newest = newest(log);
        long seq = seq(newest);
        String hash = seq == 0 ? AuditEntry.NONE : newest.split(" ", -1)[1];
        Instant now = clock.instant();
        List<String> args = new ArrayList<>(List.of(newest, "", Integer.toString(most), Long.toString(seq + 1)));
        for (AuditEvent event : events) {
            AuditEntry entry = AuditEntry.next(++seq, hash, now, event);
            hash = entry.hash();
            args.add(Json.write(entry));
        }
        // the last part tells two writers of the same apart
        args.set(1, seq + " " + hash + " " + UUID.randomUUID());
        return Long.valueOf(1).equals(call(server -> server.eval(APPEND, List.of(stream(log), head(log)), args)));
    }

    /**
     * What may be asked of a log.
     *
     * @param after only entries with a greater number
     * @param tenant null: everybody's
     * @param action null: any
     */
    public record Query(
            long after, @Nullable String tenant, @Nullable String action) {
        boolean matches(AuditEntry entry) {
            return (tenant == null || tenant.equals(entry.tenant()))
                    && (action == null || action.equals(entry.action()));
        }
    }

    /** The oldest entries that match, at most {@code limit}. */
    public List<AuditEntry> read(AuditLog log, Query query, int limit) {
        List<AuditEntry> found = new ArrayList<>();
        long after = query.after();
        while (found.size() < limit) {
            List<String> page = page(log, after);
            for (String line : page) {
                AuditEntry entry = Json.read(line, AuditEntry.class);
                after = entry.seq();
                if (query.matches(entry) && found.size() < limit) {
                    found.add(entry);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return found;
    }

    /** Every entry there is, oldest first, exactly as it was written. */
    public void export(AuditLog log, Consumer<String> lines) {
        long after = 0;
        List<StreamEntry> page;
        do {
            page = entries(log, after);
            for (StreamEntry entry : page) {
                lines.accept(line(entry));
                after = entry.getID().getTime();
            }
        } while (page.size() == PAGE);
    }

    /** Looks at every entry there is, and that the newest is there. */
    public ChainCheck.Result verify(AuditLog log, @Nullable String noted) {
        long known = seq(newest(log));
        ChainCheck check = new ChainCheck(noted);
        export(log, check::take);
        ChainCheck.Result result = check.result();
        // what was appended meanwhile is more than that
        if (result.whole() && result.last() < known) {
            String missing = "entry " + known + " was written and is not there";
            return new ChainCheck.Result(
                    false, result.entries(), result.first(), result.last(), result.head(), missing);
        }
        return result;
    }

    private String newest(AuditLog log) {
        return Objects.requireNonNullElse(call(server -> server.get(head(log))), "");
    }

    private static long seq(String newest) {
        return newest.isEmpty() ? 0 : Long.parseLong(newest.substring(0, newest.indexOf(' ')));
    }

    private List<String> page(AuditLog log, long after) {
        return entries(log, after).stream().map(AuditTrail::line).toList();
    }

    private List<StreamEntry> entries(AuditLog log, long after) {
        return call(server -> server.xrange(stream(log), new StreamEntryID(after + 1, 0), null, PAGE));
    }

    private static String line(StreamEntry entry) {
        return Objects.requireNonNullElse(entry.getFields().get(ENTRY), "");
    }

    private static String stream(AuditLog log) {
        return "{tintype}:audit:" + log.wireName();
    }

    private static String head(AuditLog log) {
        return stream(log) + ":head";
    }

    private <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return RedisClients.call(redis, command);
        } catch (JedisException e) {
            throw new LedgerUnavailable("the audit log cannot be reached", e);
        }
    }
}
