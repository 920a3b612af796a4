package dev.tintype.api.preset;

import dev.tintype.ledger.JobLedger;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.preset.Preset;
import dev.tintype.request.PresetSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The presets that a tenant's requests may name: the built-in ones and its own. Thread-safe. */
@Component
public final class TenantPresets {
    private final JobLedger ledger;

    public TenantPresets(JobLedger ledger) {
        this.ledger = ledger;
    }

    /** For one body: each name is looked up once, so that all of its jobs get the same. Not thread-safe. */
    public PresetSource of(String tenant) {
        Map<String, Optional<ObjectNode>> seen = new HashMap<>();
        return name -> seen.computeIfAbsent(name, _ -> find(tenant, name).map(Preset::request));
    }

    Optional<Preset> find(String tenant, String name) {
        return BuiltInPresets.find(name).or(() -> ledger.presets().find(tenant, name));
    }
}
