package dev.tintype.media;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * What applies to all outputs of one media job.
 *
 * @param trim the part to work on; null: all of it
 */
@Schema(name = "MediaOptions", description = "What applies to all outputs.")
public record MediaOptions(
        @Schema(description = "The part to work on; all times of outputs count from its start.") @Valid @Nullable
        Trim trim,

        @Schema(
                description = "Take what camera and encoder wrote into the file (place, device, time) out of the"
                        + " outputs.",
                defaultValue = "true",
                example = "true")
        Boolean stripMetadata) {

    public MediaOptions {
        stripMetadata = stripMetadata == null || stripMetadata;
    }

    public static MediaOptions defaults() {
        return new MediaOptions(null, true);
    }
}
