package dev.tintype.media;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One quality of a stream.
 *
 * @param height most pixels down; across for a picture that stands
 * @param crf constant quality; null: the codec's usual
 * @param maxBitrate bits a second at most; null: by the number of pixels
 */
@Schema(name = "Rung", description = "One quality of a stream.")
public record Rung(
        @Schema(description = "Pixels down, or across for a picture that stands.", example = "720")
        @NotNull
        @Min(64)
        @Max(4320)
        Integer height,

        @Schema(description = "Constant quality on the codec's own scale; lower is better.", example = "22")
        @Min(0)
        @Max(51)
        @Nullable
        Integer crf,

        @Schema(description = "Bits a second at most; by the number of pixels when left out.", example = "2800000")
        @Min(32_000)
        @Max(200_000_000)
        @Nullable
        Integer maxBitrate) {}
