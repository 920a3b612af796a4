package dev.tintype.ledger;

import dev.tintype.job.Job;
import dev.tintype.ledger.JobPage.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listing. Each call of the script looks at a bounded number of entries, and a page is a bounded number of calls. */
final class JobIndex {
    private static final int LOOKED_AT_PER_CALL = 1_000;
    private static final int CALLS_PER_PAGE = 10;

    private final LedgerServer server;
    private final int lookedAtPerCall;

    JobIndex(LedgerServer server) {
        this(server, LOOKED_AT_PER_CALL);
    }

    JobIndex(LedgerServer server, int lookedAtPerCall) {
        this.server = server;
        this.lookedAtPerCall = lookedAtPerCall;
    }

    JobPage list(String tenant, JobQuery query, int limit, @Nullable Position after) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
        List<String> indexes = indexes(tenant, query);
        List<Job> items = new ArrayList<>();
        Position position = after;
        for (int call = 0; call < CALLS_PER_PAGE && items.size() < limit; call++) {
            position = read(indexes, query, limit - items.size(), position, items);
            if (position == null) {
                break;
            }
        }
        return new JobPage(List.copyOf(items), position);
    }

    private @Nullable Position read(
            List<String> indexes, JobQuery query, int limit, @Nullable Position after, List<Job> items) {
        List<String> args = List.of(
                newest(query, after),
                oldest(query),
                after == null ? "" : Long.toString(after.createdMs()),
                after == null ? "" : after.id(),
                Integer.toString(limit),
                Integer.toString(lookedAtPerCall));
        List<?> answer = (List<?>) server.run(Transition.LIST, indexes, args);
        for (Object entry : answer.subList(2, answer.size())) {
            items.add(JobRecords.job((List<?>) entry));
        }
        String created = (String) answer.get(0);
        return created.isEmpty() ? null : new Position(Long.parseLong(created), (String) answer.get(1));
    }

    private static List<String> indexes(String tenant, JobQuery query) {
        List<String> keys = new ArrayList<>();
        if (query.state() != null) {
            keys.add(Keys.byState(tenant, query.state()));
        }
        if (query.type() != null) {
            keys.add(Keys.byType(tenant, query.type()));
        }
        if (query.tag() != null) {
            keys.add(Keys.byTag(tenant, query.tag()));
        }
        if (keys.isEmpty()) {
            keys.add(Keys.all(tenant));
        }
        return keys;
    }

    private static String newest(JobQuery query, @Nullable Position after) {
        Instant before = query.createdBefore();
        // A whole millisecond is what the ledger keeps: round up, so that "before" excludes nothing that was before.
        long bound = before == null ? Long.MAX_VALUE : millisAtOrAfter(before);
        if (after != null && after.createdMs() < bound) {
            return Long.toString(after.createdMs());
        }
        return before == null ? "+inf" : "(" + bound;
    }

    private static String oldest(JobQuery query) {
        Instant after = query.createdAfter();
        return after == null ? "-inf" : "(" + after.toEpochMilli();
    }

    private static long millisAtOrAfter(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(instant) ? millis + 1 : millis;
    }
}
