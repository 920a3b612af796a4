package dev.tintype.api.preset;

import dev.tintype.capture.PageSecrets;
import dev.tintype.json.Json;
import dev.tintype.preset.Preset;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** A preset as callers see it. */
@Schema(name = "Preset", description = "A named partial job request.")
public record PresetView(
        @Schema(example = "desktop_full") String name,

        @Schema(description = "Every tenant has it, and nobody can change it.")
        boolean builtIn,

        @Nullable String description,

        @Schema(description = "What it fills in where a job's request is silent.")
        Map<String, Object> request,

        @Schema(description = "When it was saved; left out of built-in ones.") @Nullable
        Instant updatedAt) {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    static PresetView of(Preset preset) {
        ObjectNode shown = preset.request().deepCopy();
        PageSecrets.mask(shown);
        return new PresetView(
                preset.name(),
                preset.builtIn(),
                preset.description(),
                Json.mapper().convertValue(shown, OBJECT),
                preset.updatedAt());
    }

    /** The built-in ones, then the tenant's own, each in alphabetical order. */
    @Schema(name = "Presets")
    public record All(List<PresetView> items) {}
}
