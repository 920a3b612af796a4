package dev.tintype.ledger;

import dev.tintype.callback.Endpoint;
import dev.tintype.callback.EndpointId;
import dev.tintype.job.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Registered endpoints, and the keys that sign for the URLs jobs bring. Keys come and go sealed. Thread-safe. Every method
 * may throw {@link LedgerUnavailable}.
 */
public final class EndpointStore {
    private final LedgerServer server;

    /** The client stays the caller's to close. */
    public EndpointStore(UnifiedJedis redis) {
        this(new LedgerServer(redis, Scripts.load(LedgerSettings.defaults())));
    }

    EndpointStore(LedgerServer server) {
        this.server = server;
    }

    /**
     * What to change of an endpoint; null: as it is.
     *
     * @param description empty: none
     * @param enabled false: its owner wants nothing sent; true: whatever disabled it is forgiven
     */
    public record Change(
            @Nullable String url,
            @Nullable List<EventType> events,
            @Nullable String description,
            @Nullable String sealedKeys,
            @Nullable Boolean enabled) {}

    /** Registers an endpoint; empty: the tenant has {@code most} already. */
    public Optional<Endpoint> create(
            EndpointId id,
            String tenant,
            String url,
            List<EventType> events,
            String description,
            String sealedKeys,
            int most) {
        Keys.all(tenant);
        return save(id, tenant, most, new Change(url, events, description, sealedKeys, true));
    }

    /** Changes an endpoint; empty: the tenant has no such. */
    public Optional<Endpoint> change(String tenant, EndpointId id, Change change) {
        return save(id, tenant, 0, change);
    }

    /** Forgets an endpoint; false: the tenant has no such. */
    public boolean delete(String tenant, EndpointId id) {
        return Long.valueOf(1)
                .equals(server.run(
                        Transition.ENDPOINT_DELETE, List.of(Keys.endpoint(id)), List.of(id.value(), tenant)));
    }

    /** A tenant's endpoint; a foreign id answers as an unknown one. */
    public Optional<Endpoint> find(String tenant, EndpointId id) {
        Map<String, String> fields = server.call(redis -> redis.hgetAll(Keys.endpoint(id)));
        return tenant.equals(fields.get("tenant")) ? Optional.of(CallbackRecords.endpoint(fields)) : Optional.empty();
    }

    /** Oldest first. */
    public List<Endpoint> list(String tenant) {
        List<String> ids = server.call(redis -> redis.zrange(Keys.endpoints(tenant), 0, -1));
        return ids.stream()
                .flatMap(id -> find(tenant, new EndpointId(id)).stream())
                .toList();
    }

    /** The sealed keys for the URLs that a tenant's jobs bring: those kept, else {@code fresh}, which then are kept. */
    public String keysOfJobs(String tenant, String fresh) {
        return server.call(redis -> {
            redis.set(Keys.callbackKeys(tenant), fresh, SetParams.setParams().nx());
            return redis.get(Keys.callbackKeys(tenant));
        });
    }

    /** The sealed keys for the URLs that a tenant's jobs bring, if there are any yet. */
    public Optional<String> keysOfJobs(String tenant) {
        return Optional.ofNullable(server.call(redis -> redis.get(Keys.callbackKeys(tenant))));
    }

    /** Replaces the keys for the URLs that a tenant's jobs bring. */
    public void replaceKeysOfJobs(String tenant, String sealed) {
        server.call(redis -> redis.set(Keys.callbackKeys(tenant), sealed));
    }

    private Optional<Endpoint> save(EndpointId id, String tenant, int most, Change change) {
        List<String> args = new ArrayList<>(List.of(id.value(), tenant, Integer.toString(most), disabled(change)));
        add(args, "url", change.url());
        add(args, "events", change.events() == null ? null : CallbackRecords.events(change.events()));
        add(args, "description", change.description());
        add(args, "keys", change.sealedKeys());
        List<?> answer = (List<?>) server.run(Transition.ENDPOINT_SAVE, List.of(Keys.endpoint(id)), args);
        return "DONE".equals(answer.getFirst())
                ? Optional.of(CallbackRecords.endpoint(CallbackRecords.fields((List<?>) answer.get(1))))
                : Optional.empty();
    }

    private static String disabled(Change change) {
        if (change.enabled() == null) {
            return "-";
        }
        return change.enabled() ? "" : "paused";
    }

    private static void add(List<String> args, String name, @Nullable String value) {
        if (value != null) {
            args.add(name);
            args.add(value);
        }
    }
}
