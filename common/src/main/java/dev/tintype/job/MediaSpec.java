package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaSource;
import dev.tintype.media.ProbeOutput;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One decode of a source and everything to make of it.
 *
 * @param media what applies to all outputs; left out: all defaults
 * @param outputs what to make, in order; left out: one probe
 */
@JsonTypeName(MediaSpec.TYPE)
@Schema(name = "MediaJob", description = "Decode a video, sound or picture once and make every output of it.")
public record MediaSpec(
        @Schema(description = "What to read.") @NotNull @Valid
        MediaSource source,

        @Schema(description = "What applies to all outputs.") @Valid
        MediaOptions media,

        @Schema(description = "What to make of it; one probe when left out.") @Size(min = 1, max = 32)
        List<@NotNull @Valid MediaOutput> outputs)
        implements JobSpec {
    static final String TYPE = "media";

    public MediaSpec {
        media = media == null ? MediaOptions.defaults() : media;
        outputs = outputs == null
                ? List.of(new ProbeOutput())
                // keeps a null, so that validation can name its place
                : Collections.unmodifiableList(new ArrayList<>(outputs));
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public Pool pool() {
        return Pool.MEDIA;
    }

    @Override
    public Map<String, String> sourceJobs() {
        return source.artifact() == null
                ? Map.of()
                : Map.of("/source/artifact/job", source.artifact().job());
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofHours(1);
    }
}
