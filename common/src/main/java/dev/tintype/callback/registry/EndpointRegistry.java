package dev.tintype.callback.registry;

import dev.tintype.callback.Endpoint;
import dev.tintype.callback.EndpointId;
import dev.tintype.callback.Keyring;
import dev.tintype.job.EventType;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.EndpointStore.Change;
import dev.tintype.seal.SecretBox;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's endpoints and their keys. Thread-safe. Every method may throw {@link dev.tintype.ledger.LedgerUnavailable}.
 */
public final class EndpointRegistry {
    /** Endpoints one tenant may have. */
    public static final int MOST = 50;

    private final EndpointStore store;
    private final SecretBox box;
    private final InstantSource clock;

    public EndpointRegistry(EndpointStore store, SecretBox box, InstantSource clock) {
        this.store = store;
        this.box = box;
        this.clock = clock;
    }

    /** An endpoint and what signs for it. */
    public record Registered(Endpoint endpoint, Keyring keys) {}

    /**
     * What to change; null: as it is.
     *
     * @param asymmetric whether it has an Ed25519 key besides the secret
     */
    public record Changes(
            @Nullable String url,
            @Nullable List<EventType> events,
            @Nullable String description,
            @Nullable Boolean asymmetric,
            @Nullable Boolean enabled) {}

    /** Registers an endpoint; empty: the tenant has {@link #MOST} already. */
    public Optional<Registered> create(
            String tenant, String url, List<EventType> events, @Nullable String description, boolean asymmetric) {
        EndpointId id = EndpointId.create();
        Keyring keys = Keyring.create(asymmetric);
        return store.create(id, tenant, url, events, description == null ? "" : description, seal(keys, id), MOST)
                .map(endpoint -> new Registered(endpoint, keys));
    }

    /** A tenant's endpoint; a foreign id answers as an unknown one. */
    public Optional<Registered> find(String tenant, EndpointId id) {
        return store.find(tenant, id).map(this::opened);
    }

    /** Oldest first. */
    public List<Registered> list(String tenant) {
        return store.list(tenant).stream().map(this::opened).toList();
    }

    /** Empty: the tenant has no such. */
    public Optional<Registered> change(String tenant, EndpointId id, Changes changes) {
        return find(tenant, id).flatMap(before -> {
            Keyring keys =
                    changes.asymmetric() == null ? before.keys() : before.keys().asymmetric(changes.asymmetric());
            String sealed = keys == before.keys() ? null : seal(keys, id);
            Change change =
                    new Change(changes.url(), changes.events(), changes.description(), sealed, changes.enabled());
            return store.change(tenant, id, change).map(this::opened);
        });
    }

    /** New keys; those before sign on for {@link Keyring#OVERLAP}. Empty: the tenant has no such. */
    public Optional<Registered> rotate(String tenant, EndpointId id) {
        return find(tenant, id).flatMap(before -> {
            Keyring keys = before.keys().rotate(clock.instant());
            return store.change(tenant, id, new Change(null, null, null, seal(keys, id), null))
                    .map(this::opened);
        });
    }

    /** Forgets an endpoint; false: the tenant has no such. */
    public boolean delete(String tenant, EndpointId id) {
        return store.delete(tenant, id);
    }

    /** What signs for the URLs that a tenant's jobs bring; made when first needed. */
    public Keyring keysOfJobs(String tenant) {
        String kept = store.keysOfJobs(tenant).orElseGet(() -> store.keysOfJobs(tenant, sealOfJobs(tenant, fresh())));
        return openOfJobs(tenant, kept);
    }

    /** New keys for the URLs that a tenant's jobs bring; those before sign on for {@link Keyring#OVERLAP}. */
    public Keyring rotateKeysOfJobs(String tenant) {
        Keyring keys = store.keysOfJobs(tenant)
                .map(kept -> openOfJobs(tenant, kept).rotate(clock.instant()))
                .orElseGet(EndpointRegistry::fresh);
        store.replaceKeysOfJobs(tenant, sealOfJobs(tenant, keys));
        return keys;
    }

    private static Keyring fresh() {
        return Keyring.create(false);
    }

    private Registered opened(Endpoint endpoint) {
        return new Registered(
                endpoint,
                Keyring.parse(box.open(endpoint.sealedKeys(), endpoint.id().value())));
    }

    private String seal(Keyring keys, EndpointId id) {
        return box.seal(keys.reveal(), id.value());
    }

    private String sealOfJobs(String tenant, Keyring keys) {
        return box.seal(keys.reveal(), "jobs of " + tenant);
    }

    private Keyring openOfJobs(String tenant, String sealed) {
        return Keyring.parse(box.open(sealed, "jobs of " + tenant));
    }
}
