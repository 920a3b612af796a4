package dev.tintype.ledger;

import dev.tintype.callback.DeliveryId;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.BatchId;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Pool;
import dev.tintype.schedule.ScheduleId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of keys; {@code include/job.lua} and {@code include/callback.lua} say what is behind them. One hash tag, so that scripts work in a cluster. */
final class Keys {
    static final String TIMERS = "{tintype}:timers";
    static final String SCHEDULES = "{tintype}:scheds";
    static final String WORKERS = "{tintype}:workers";
    static final String RETENTION = "{tintype}:ret";
    static final String DUE_QUEUES = "{tintype}:wh:due";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private Keys() {}

    static String job(JobId id) {
        return "{tintype}:job:" + id;
    }

    static String pool(Pool pool) {
        return "{tintype}:pool:" + pool.wireName();
    }

    static String window(Pool pool) {
        return "{tintype}:win:" + pool.wireName();
    }

    static String worker(String name) {
        return "{tintype}:worker:" + name;
    }

    static String batch(BatchId id) {
        return "{tintype}:batch:" + id;
    }

    static String schedule(ScheduleId id) {
        return "{tintype}:sched:" + id;
    }

    static String schedules(String tenant) {
        return "{tintype}:scheds:" + tenant;
    }

    static String presets(String tenant) {
        return "{tintype}:presets:" + tenant;
    }

    static String cached(String tenant, String identity) {
        return "{tintype}:cache:" + tenant + ":" + identity;
    }

    static String all(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not a tenant");
        }
        return "{tintype}:idx:" + tenant;
    }

    static String byState(String tenant, JobState state) {
        return all(tenant) + ":state:" + state.wireName();
    }

    static String byType(String tenant, String type) {
        return all(tenant) + ":type:" + type;
    }

    static String byTag(String tenant, String tag) {
        return all(tenant) + ":tag:" + tag;
    }

    /** By what a job with this metadata is listed, beside its tags; no tag can look so. */
    static String metadataTag(String name, String value) {
        return "=" + sha256(name + "=" + value).substring(0, 32);
    }

    /** The caller's key is hashed: it may hold anything, and may be a secret. */
    static String idempotency(String tenant, String key) {
        return "{tintype}:idem:" + tenant + ":" + sha256(tenant + "\n" + key);
    }

    static String endpoint(EndpointId id) {
        return "{tintype}:wh:ep:" + id;
    }

    static String endpoints(String tenant) {
        return "{tintype}:wh:all:" + tenant;
    }

    static String delivery(DeliveryId id) {
        return "{tintype}:wh:d:" + id;
    }

    static String attempts(DeliveryId id) {
        return "{tintype}:wh:log:" + id;
    }

    static String deliveries(JobId id) {
        return "{tintype}:wh:job:" + id;
    }

    static String callbackKeys(String tenant) {
        return "{tintype}:wh:keys:" + tenant;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
