package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tintype.capture.ArtifactRef;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture or words over every picture that is made.
 *
 * @param widthPercent of the picture's width
 * @param marginPercent of the picture's shorter side
 * @param fromMs null: from the begin
 * @param toMs null: to the end
 */
@Schema(
        name = "MediaWatermark",
        description = "A picture or words over every picture: exactly one of artifact, upload and text.")
public record Watermark(
        @Schema(description = "A picture that another job of yours makes; this one waits for that.") @Valid @Nullable
        ArtifactRef artifact,

        @Schema(description = "Id of an uploaded picture.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload,

        @Schema(description = "Words, white with a dark edge.", example = "© Example")
        @Size(min = 1, max = 120)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "text is one line")
        @Nullable
        String text,

        @Schema(description = "Where.", defaultValue = "bottom_right", example = "bottom_right")
        Position position,

        @Schema(description = "How wide, in percent of the picture.", defaultValue = "15", example = "15")
        @DecimalMin("1")
        @DecimalMax("100")
        Double widthPercent,

        @Schema(description = "From 0, not seen, to 1.", defaultValue = "1", example = "0.7")
        @DecimalMin("0.01")
        @DecimalMax("1")
        Double opacity,

        @Schema(
                description = "How far from the edge, in percent of the picture's shorter side.",
                defaultValue = "3",
                example = "3")
        @DecimalMin("0")
        @DecimalMax("50")
        Double marginPercent,

        @Schema(description = "Not before this time.", example = "1000") @Min(0) @Nullable
        Long fromMs,

        @Schema(description = "Not after this time.", example = "5000") @Min(1) @Nullable
        Long toMs) {

    public Watermark {
        position = position == null ? Position.BOTTOM_RIGHT : position;
        widthPercent = widthPercent == null ? 15.0 : widthPercent;
        opacity = opacity == null ? 1.0 : opacity;
        marginPercent = marginPercent == null ? 3.0 : marginPercent;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of artifact, upload and text")
    public boolean isExactlyOne() {
        return Stream.of(artifact, upload, text).filter(Objects::nonNull).count() == 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "to_ms must be after from_ms")
    public boolean isForward() {
        return toMs == null || fromMs == null || toMs > fromMs;
    }

    /** Places in the picture. */
    public enum Position {
        @JsonProperty("top_left")
        TOP_LEFT,
        TOP,
        @JsonProperty("top_right")
        TOP_RIGHT,
        LEFT,
        CENTER,
        RIGHT,
        @JsonProperty("bottom_left")
        BOTTOM_LEFT,
        BOTTOM,
        @JsonProperty("bottom_right")
        BOTTOM_RIGHT
    }
}
