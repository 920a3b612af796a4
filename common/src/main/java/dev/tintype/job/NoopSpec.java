package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;

/** A job without work, for {@code tintype bench}; refused unless {@code tintype.bench} is on. */
@JsonTypeName(NoopSpec.TYPE)
@Schema(hidden = true)
public record NoopSpec() implements JobSpec {
    /** The name in the {@code type} field. */
    public static final String TYPE = "noop";

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
