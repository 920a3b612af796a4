package dev.tintype.ledger;

import dev.tintype.json.Json;
import dev.tintype.preset.Preset;
import dev.tintype.seal.RequestSeal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the ledger keeps of tenants' presets. Thread-safe. */
public final class PresetLedger {
    /** Most presets of one tenant. */
    public static final int MOST = 100;

    private final LedgerServer server;
    private final RequestSeal seal;

    PresetLedger(LedgerServer server, RequestSeal seal) {
        this.server = server;
        this.seal = seal;
    }

    /** What became of a wish to save. */
    public enum Saved {
        CREATED,
        REPLACED,
        /** The tenant has as many as it may. */
        FULL
    }

    /** Makes a preset, or puts it in the place of the one of that name. */
    public Saved save(String tenant, Preset preset) {
        ObjectNode sealed = seal.seal(tenant, preset.request().deepCopy());
        Stored stored = new Stored(preset.description(), sealed, preset.updatedAt());
        return Saved.valueOf((String) server.run(
                Transition.PRESET_SAVE,
                List.of(Keys.presets(tenant)),
                List.of(preset.name(), Json.write(stored), Integer.toString(MOST))));
    }

    /** False when the tenant has none of that name. */
    public boolean delete(String tenant, String name) {
        return server.call(redis -> redis.hdel(Keys.presets(tenant), name)) == 1;
    }

    /** The tenant's own preset of that name; what it holds in confidence is sealed, and stays so in the jobs made with it. */
    public Optional<Preset> find(String tenant, String name) {
        return Optional.ofNullable(server.call(redis -> redis.hget(Keys.presets(tenant), name)))
                .map(json -> preset(name, json));
    }

    /** The tenant's own, in alphabetical order. */
    public List<Preset> all(String tenant) {
        return server.call(redis -> redis.hgetAll(Keys.presets(tenant))).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> preset(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Preset preset(String name, String json) {
        Stored stored = Json.read(json, Stored.class);
        return new Preset(name, stored.description(), stored.request(), stored.updatedAt());
    }

    private record Stored(
            @Nullable String description,
            ObjectNode request,
            @Nullable Instant updatedAt) {}
}
