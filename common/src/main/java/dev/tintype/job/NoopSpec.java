package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job without work of its own, for {@code tintype bench} and {@code tintype faults}; refused unless {@code tintype.bench}
 * is on.
 *
 * @param sleepMs how long an attempt lasts; null: no time at all
 * @param artifactBytes size of the artifact it makes, {@value #ARTIFACT}; null: it makes none
 */
@JsonTypeName(NoopSpec.TYPE)
@Schema(hidden = true)
public record NoopSpec(
        @Nullable @Min(0) @Max(600_000) Integer sleepMs,
        @Nullable @Min(1) @Max(64 << 20) Integer artifactBytes) implements JobSpec {
    /** The name in the {@code type} field. */
    public static final String TYPE = "noop";

    /** The name of what it makes. */
    public static final String ARTIFACT = "noise.bin";

    /** One that does nothing, at once. */
    public static NoopSpec nothing() {
        return new NoopSpec(null, null);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public Pool pool() {
        return Pool.NOOP;
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofSeconds(10);
    }
}
