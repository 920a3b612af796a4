package dev.tintype.ledger;

import dev.tintype.job.JobId;
import dev.tintype.job.Pool;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Removes what is left in the ledger of a tenant whose jobs, endpoints and schedules are gone: indexes, idempotency keys, batches,
 * deliveries, events. Looks at every key, so it is slow, and for rare use. Thread-safe; to be repeated without harm.
 */
public final class TenantRecords {
    private static final String P = "{tintype}:";
    private static final String EVENTS = P + "ev";
    private static final int PAGE = 1_000;
    private static final List<String> WITH_A_TENANT = List.of(P + "batch:", P + "wh:d:");

    private final LedgerServer server;

    /** The client stays the caller's to close. */
    public TenantRecords(UnifiedJedis redis) {
        this.server = new LedgerServer(redis, Scripts.load(LedgerSettings.defaults()));
    }

    /** Forgets which deliveries a job had. */
    public void forgetDeliveries(JobId job) {
        server.call(redis -> redis.del(Keys.deliveries(job), P + "wh:told:" + job));
    }

    /** Forgets everything else. */
    public void forget(String tenant) {
        Keys.all(tenant);
        Pattern own = Pattern.compile(Pattern.quote(P)
                + "((idx|idem|uniq|cache|presets|scheds|fly|wh:all|wh:of|wh:keys|upl-bytes|bl:[a-z]+):" + tenant
                + "(:.*)?|wh:q:job " + tenant + " .*)");
        eachKey(key -> {
            if (own.matcher(key).matches()) {
                server.call(redis -> redis.del(key));
            } else if (WITH_A_TENANT.stream().anyMatch(key::startsWith)
                    && tenant.equals(server.call(redis -> redis.hget(key, "tenant")))) {
                server.call(redis -> redis.del(key, key.replace(":wh:d:", ":wh:log:")));
            }
        });
        for (Pool pool : Pool.values()) {
            server.call(redis -> redis.zrem(P + "bl:" + pool.wireName(), tenant));
            server.call(redis -> redis.zrem(P + "pass:" + pool.wireName(), tenant));
        }
        server.call(redis -> redis.zrange(Keys.DUE_QUEUES, 0, -1)).stream()
                .filter(queue -> queue.startsWith("job " + tenant + " "))
                .forEach(queue -> server.call(redis -> redis.zrem(Keys.DUE_QUEUES, queue)));
        forgetEvents(tenant);
    }

    private void eachKey(Consumer<String> visitor) {
        ScanParams page = new ScanParams().match(P + "*").count(PAGE);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            String from = cursor;
            ScanResult<String> found = server.call(redis -> redis.scan(from, page));
            found.getResult().forEach(visitor);
            cursor = found.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private void forgetEvents(String tenant) {
        StreamEntryID from = new StreamEntryID(0, 0);
        List<StreamEntry> entries;
        do {
            StreamEntryID after = from;
            entries = server.call(redis -> redis.xrange(EVENTS, after, null, PAGE));
            for (StreamEntry entry : entries) {
                Map<String, String> fields = entry.getFields();
                StreamEntryID id = entry.getID();
                if (tenant.equals(fields.get("tenant"))) {
                    server.call(redis -> redis.xdel(EVENTS, id));
                }
                from = new StreamEntryID(id.getTime(), id.getSequence() + 1);
            }
        } while (entries.size() == PAGE);
    }
}
