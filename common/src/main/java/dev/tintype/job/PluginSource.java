package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.ArtifactRef;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** What a plugin reads: exactly one of the fields. */
@Schema(name = "PluginSource", description = "What a plugin reads: exactly one of the fields.")
public record PluginSource(
        @Schema(description = "Id of an upload.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload,

        @Schema(description = "What another job of yours makes; this one waits for that.") @Valid @Nullable
        ArtifactRef artifact) {
    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of upload and artifact")
    public boolean isExactlyOne() {
        return (upload == null) != (artifact == null);
    }
}
