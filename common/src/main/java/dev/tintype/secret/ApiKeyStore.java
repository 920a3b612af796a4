package dev.tintype.secret;

import dev.tintype.ledger.LedgerUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Keeps keys beside the ledger: a hash {@code {tintype}:key:<kid>} each, and a set of all kids. Thread-safe. Every method
 * may throw {@link LedgerUnavailable}.
 */
public final class ApiKeyStore {
    private static final String ALL = "{tintype}:keys";
    /** Names the key that the settings brought, so that a new token replaces the old one. */
    private static final String FROM_SETTINGS = "{tintype}:key-from-settings";

    /** KEYS: 1 all kids, 2 the key. ARGV: 1 kid, 2.. its fields. Answers 1 if it is the first key, else 0. */
    private static final String ADD_FIRST = """
            if redis.call('SCARD', KEYS[1]) > 0 then
              return 0
            end
            redis.call('HSET', KEYS[2], unpack(ARGV, 2))
            redis.call('SADD', KEYS[1], ARGV[1])
            return 1
            """;

    private final KeyServer server;

    /** KEYS: 1 the key. ARGV: 1 when. A key that is gone stays gone. */
    private static final String USED = """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              redis.call('HSET', KEYS[1], 'used', ARGV[1])
            end
            return 0
            """;

    /** The client stays the caller's to close. */
    public ApiKeyStore(UnifiedJedis redis) {
        this.server = new KeyServer(redis);
    }

    public Optional<ApiKey> find(String kid) {
        return parse(kid, server.call(redis -> redis.hgetAll(key(kid))));
    }

    /** Oldest first. */
    public List<ApiKey> list() {
        Set<String> kids = server.call(redis -> redis.smembers(ALL));
        return kids.stream()
                .flatMap(kid -> find(kid).stream())
                .sorted(Comparator.comparing(ApiKey::created).thenComparing(ApiKey::kid))
                .toList();
    }

    /** Adds a key, or replaces the one of the same kid. */
    public void add(ApiKey key) {
        server.call(redis -> {
            // the set first: a key that works is always one that is listed
            redis.sadd(ALL, key.kid());
            return redis.hset(key(key.kid()), fields(key));
        });
    }

    /** Adds {@code key} if there is none at all; else false. Of several servers that start at once, one succeeds. */
    public boolean addFirst(ApiKey key) {
        List<String> args = new ArrayList<>(List.of(key.kid()));
        fields(key).forEach((name, value) -> {
            args.add(name);
            args.add(value);
        });
        return Long.valueOf(1).equals(server.call(redis -> redis.eval(ADD_FIRST, List.of(ALL, key(key.kid())), args)));
    }

    /** From {@code end} on the key does not work; false when there is none. */
    public boolean expire(String kid, Instant end) {
        return server.call(redis -> {
            boolean known = redis.exists(key(kid));
            if (known) {
                redis.hset(key(kid), "expires", Long.toString(end.toEpochMilli()));
            }
            return known;
        });
    }

    /** Notes that a key was used. */
    void used(String kid, Instant when) {
        server.call(redis -> redis.eval(USED, List.of(key(kid)), List.of(Long.toString(when.toEpochMilli()))));
    }

    /** Revokes a key for good; false when there is none. */
    public boolean disable(String kid) {
        return server.call(redis -> {
            boolean known = redis.exists(key(kid));
            if (known) {
                redis.hset(key(kid), "disabled", "1");
            }
            return known;
        });
    }

    /** Forgets a key. */
    public void remove(String kid) {
        server.call(redis -> {
            redis.del(key(kid));
            return redis.srem(ALL, kid);
        });
    }

    /** Makes {@code key} the one that the settings name, and ends the one they named before; null: they name none. */
    public void replaceFromSettings(@Nullable ApiKey key) {
        String before = server.call(redis -> redis.get(FROM_SETTINGS));
        if (key != null) {
            add(key);
            server.call(redis -> redis.set(FROM_SETTINGS, key.kid()));
        }
        if (before != null && (key == null || !before.equals(key.kid()))) {
            remove(before);
        }
        if (key == null) {
            server.call(redis -> redis.del(FROM_SETTINGS));
        }
    }

    private static String key(String kid) {
        return "{tintype}:key:" + kid;
    }

    private static Map<String, String> fields(ApiKey key) {
        Map<String, String> fields = new HashMap<>();
        fields.put("tenant", key.tenant());
        fields.put("name", key.name());
        fields.put("scopes", key.scopes().stream().map(Scope::wireName).sorted().collect(Collectors.joining(" ")));
        fields.put("hash", key.hash());
        fields.put("created", Long.toString(key.created().toEpochMilli()));
        if (key.expires() != null) {
            fields.put("expires", Long.toString(key.expires().toEpochMilli()));
        }
        if (key.disabled()) {
            fields.put("disabled", "1");
        }
        if (!key.allowedIps().isEmpty()) {
            fields.put("ips", String.join(" ", key.allowedIps()));
        }
        return fields;
    }

    private static Optional<ApiKey> parse(String kid, Map<String, String> fields) {
        String tenant = fields.get("tenant");
        String hash = fields.get("hash");
        if (tenant == null || hash == null) {
            return Optional.empty();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : fields.getOrDefault("scopes", "").split(" ", -1)) {
            Scope.ofWireName(name).ifPresent(scopes::add);
        }
        String ips = fields.getOrDefault("ips", "");
        return Optional.of(new ApiKey(
                kid,
                tenant,
                fields.getOrDefault("name", kid),
                scopes,
                hash,
                Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault("created", "0"))),
                time(fields.get("expires")),
                fields.containsKey("disabled"),
                ips.isEmpty() ? List.of() : List.of(ips.split(" ", -1)),
                time(fields.get("used"))));
    }

    private static @Nullable Instant time(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
