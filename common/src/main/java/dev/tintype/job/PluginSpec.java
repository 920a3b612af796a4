package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job of a type that the operator has added.
 *
 * @param plugin the operator's name of it
 * @param source what it reads; null: nothing
 * @param options as the plugin defines them
 * @param runsIn the pool whose workers have it; null until the server has looked it up. Callers cannot give it
 */
@JsonTypeName(PluginSpec.TYPE)
@Schema(name = "PluginJob", description = "A job of a type that the server's operator has added.")
public record PluginSpec(
        @Schema(description = "One of `plugins` in GET /v1/capabilities.", example = "invoice") @NotNull
        String plugin,

        @Schema(description = "What it reads; left out: nothing.") @Valid @Nullable
        PluginSource source,

        @Schema(description = "As the plugin defines them.", example = "{\"language\": \"de\"}")
        Map<String, Object> options,

        @Schema(hidden = true) @Null(message = "cannot be given: the operator chose") @Nullable
        Pool runsIn)
        implements JobSpec {
    /** The name in the {@code type} field. */
    public static final String TYPE = "plugin";

    public PluginSpec {
        options = options == null ? Map.of() : options;
    }

    /** The same in the pool whose workers have it. */
    public PluginSpec in(Pool pool) {
        return new PluginSpec(plugin, source, options, pool);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public Pool pool() {
        return Objects.requireNonNull(runsIn, "the pool is not looked up yet");
    }

    @Override
    public @Nullable String sourceJob() {
        return source == null || source.artifact() == null
                ? null
                : source.artifact().job();
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofMinutes(5);
    }
}
