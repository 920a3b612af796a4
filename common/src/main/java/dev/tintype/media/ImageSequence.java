package dev.tintype.media;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Pictures that are shown one after the other.
 *
 * @param upload a ZIP of pictures of one kind and size
 * @param fps pictures a second
 */
@Schema(name = "ImageSequence", description = "A ZIP of pictures of one kind and size, in the order of their names.")
public record ImageSequence(
        @Schema(description = "Id of the ZIP's upload.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @NotNull
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        String upload,

        @Schema(description = "Pictures a second.", defaultValue = "25", example = "25")
        @DecimalMin("1")
        @DecimalMax("120")
        Double fps) {

    public ImageSequence {
        fps = fps == null ? Double.valueOf(25) : fps;
    }
}
