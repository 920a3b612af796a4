package dev.tintype.upload;

import dev.tintype.artifact.ArtifactStore.Stored;
import dev.tintype.artifact.UploadId;
import dev.tintype.artifact.UploadKey;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.redis.RedisClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * What is known about uploads: a hash {@code {tintype}:upl:<id>} each, the ends of all in {@code {tintype}:upl-due}, and
 * per tenant the sum of their bytes. Each change is one script; time is the server's. Thread-safe.
 */
final class UploadRecords {
    private static final int SCANNED = 1_000;
    private static final String DUE = "{tintype}:upl-due";

    /**
     * KEYS: 1 record, 2 ends, 3 the tenant's bytes. ARGV: 1 id, 2 tenant, 3 bytes, 4 sha256, 5 type, 6 ttl (ms), 7 most
     * bytes. Answers when it ends (ms), or 0 when there is no room. Once more (the answer was lost): the same.
     */
    private static final String ADD = """
            local known = redis.call('HGET', KEYS[1], 'expires')
            if known then
              return known
            end
            local used = tonumber(redis.call('GET', KEYS[3]) or '0')
            if used + tonumber(ARGV[3]) > tonumber(ARGV[7]) then
              return '0'
            end
            local t = redis.call('TIME')
            local expires = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[6]))
            redis.call('HSET', KEYS[1], 'tenant', ARGV[2], 'bytes', ARGV[3], 'sha256', ARGV[4], 'type', ARGV[5],
              'expires', expires)
            redis.call('ZADD', KEYS[2], expires, ARGV[1] .. ' ' .. ARGV[2])
            redis.call('INCRBY', KEYS[3], ARGV[3])
            return expires
            """;

    /** KEYS: 1 record, 2 ends. ARGV: 1 id, 2 tenant, 3 not before (ms), 4 ttl after that (ms). Answers 1, or 0: gone. */
    private static final String HOLD = """
            local known = redis.call('HMGET', KEYS[1], 'tenant', 'expires')
            if known[1] ~= ARGV[2] then
              return 0
            end
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local expires = math.max(now, tonumber(ARGV[3])) + tonumber(ARGV[4])
            if expires > tonumber(known[2]) then
              local text = string.format('%.0f', expires)
              redis.call('HSET', KEYS[1], 'expires', text)
              redis.call('ZADD', KEYS[2], text, ARGV[1] .. ' ' .. ARGV[2])
            end
            return 1
            """;

    /** KEYS: 1 ends. ARGV: 1 most. Answers those whose end has come. */
    private static final String EXPIRED = """
            local t = redis.call('TIME')
            return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', t[1] * 1000 + math.floor(t[2] / 1000), 'LIMIT', 0, ARGV[1])
            """;

    /** KEYS: 1 record, 2 ends, 3 the tenant's bytes. ARGV: 1 id, 2 tenant. */
    private static final String REMOVE = """
            local bytes = redis.call('HGET', KEYS[1], 'bytes')
            redis.call('ZREM', KEYS[2], ARGV[1] .. ' ' .. ARGV[2])
            if bytes then
              redis.call('DEL', KEYS[1])
              redis.call('DECRBY', KEYS[3], bytes)
            end
            return 1
            """;

    private final UnifiedJedis redis;

    UploadRecords(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Empty when the tenant's uploads would then have more than {@code most} bytes. */
    Optional<Instant> add(UploadKey key, Stored stored, String mediaType, Duration ttl, long most) {
        String expires = (String) call(server -> server.eval(
                ADD,
                List.of(record(key.upload()), DUE, bytes(key.tenant())),
                List.of(
                        key.upload().value(),
                        key.tenant(),
                        Long.toString(stored.bytes()),
                        stored.sha256(),
                        mediaType,
                        Long.toString(ttl.toMillis()),
                        Long.toString(most))));
        return expires.equals("0") ? Optional.empty() : Optional.of(time(expires));
    }

    Optional<Upload> find(String tenant, UploadId id) {
        Map<String, String> fields = call(server -> server.hgetAll(record(id)));
        return tenant.equals(fields.get("tenant"))
                ? Optional.of(new Upload(
                        id,
                        tenant,
                        Long.parseLong(field(fields, "bytes")),
                        field(fields, "sha256"),
                        field(fields, "type"),
                        time(field(fields, "expires"))))
                : Optional.empty();
    }

    boolean hold(UploadKey key, Instant notBefore, Duration ttl) {
        return Long.valueOf(1)
                .equals(call(server -> server.eval(
                        HOLD,
                        List.of(record(key.upload()), DUE),
                        List.of(
                                key.upload().value(),
                                key.tenant(),
                                Long.toString(notBefore.toEpochMilli()),
                                Long.toString(ttl.toMillis())))));
    }

    /** How many bytes the tenant's uploads have. */
    long bytesOf(String tenant) {
        String bytes = call(server -> server.get(bytes(tenant)));
        return bytes == null ? 0 : Long.parseLong(bytes);
    }

    /** All of a tenant's. */
    List<UploadKey> of(String tenant) {
        List<UploadKey> found = new ArrayList<>();
        ScanParams own = new ScanParams().match("* " + tenant).count(SCANNED);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            String from = cursor;
            ScanResult<Tuple> page = call(server -> server.zscan(DUE, from, own));
            page.getResult().forEach(entry -> found.add(parse(entry.getElement())));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return found;
    }

    List<UploadKey> expired(int most) {
        List<?> entries = (List<?>) call(server -> server.eval(EXPIRED, List.of(DUE), List.of(Integer.toString(most))));
        return entries.stream().map(entry -> parse((String) entry)).toList();
    }

    void remove(UploadKey key) {
        call(server -> server.eval(
                REMOVE,
                List.of(record(key.upload()), DUE, bytes(key.tenant())),
                List.of(key.upload().value(), key.tenant())));
    }

    private static UploadKey parse(String entry) {
        int space = entry.indexOf(' ');
        return new UploadKey(entry.substring(space + 1), new UploadId(entry.substring(0, space)));
    }

    private static String record(UploadId id) {
        return "{tintype}:upl:" + id;
    }

    private static String bytes(String tenant) {
        return "{tintype}:upl-bytes:" + tenant;
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return RedisClients.call(redis, command);
        } catch (JedisException e) {
            throw new LedgerUnavailable("the server of uploads does not answer", e);
        }
    }
}
