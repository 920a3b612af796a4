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
    /** Requests may hold whole pages of HTML: a page of the listing ends when it has so much of them. */
    private static final int ENOUGH_BYTES = 4 << 20;

    private final LedgerServer server;
    private final int lookedAtPerCall;
    private final int enoughBytes;

    JobIndex(LedgerServer server) {
        this(server, LOOKED_AT_PER_CALL, ENOUGH_BYTES);
    }

    JobIndex(LedgerServer server, int lookedAtPerCall, int enoughBytes) {
        this.server = server;
        this.lookedAtPerCall = lookedAtPerCall;
        this.enoughBytes = enoughBytes;
    }

    JobPage list(String tenant, JobQuery query, int limit, @Nullable Position after) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
        Reading reading = new Reading(indexes(tenant, query), query, after);
        for (int call = 0; call < CALLS_PER_PAGE && reading.wants(limit); call++) {
            reading.call(limit);
        }
        return new JobPage(List.copyOf(reading.items), reading.position);
    }

    /** A page in the making. */
    private final class Reading {
        private final List<String> indexes;
        private final JobQuery query;
        private final List<Job> items = new ArrayList<>();
        private @Nullable Position position;
        private boolean ended;
        private long bytes;

        Reading(List<String> indexes, JobQuery query, @Nullable Position after) {
            this.indexes = indexes;
            this.query = query;
            this.position = after;
        }

        boolean wants(int limit) {
            return !ended && items.size() < limit && bytes < enoughBytes;
        }

        void call(int limit) {
            List<?> answer = (List<?>) server.run(Transition.LIST, indexes, arguments(limit - items.size()));
            for (Object entry : answer.subList(3, answer.size())) {
                items.add(JobRecords.job((List<?>) entry));
            }
            String created = (String) answer.get(0);
            ended = created.isEmpty();
            position = ended ? null : new Position(Long.parseLong(created), (String) answer.get(1));
            bytes += (Long) answer.get(2);
        }

        private List<String> arguments(int limit) {
            return List.of(
                    newest(query, position),
                    oldest(query),
                    position == null ? "" : Long.toString(position.createdMs()),
                    position == null ? "" : position.id(),
                    Integer.toString(limit),
                    Integer.toString(lookedAtPerCall),
                    Integer.toString(enoughBytes));
        }
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
        query.metadata().forEach((name, value) -> keys.add(Keys.byTag(tenant, Keys.metadataTag(name, value))));
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
