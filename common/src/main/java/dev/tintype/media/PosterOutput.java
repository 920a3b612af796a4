package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * One picture that stands for the video. With neither {@code atMs} nor {@code atPercent} it is chosen: like most of the
 * others, and not black.
 */
@JsonTypeName(PosterOutput.KIND)
@Schema(
        name = "PosterOutput",
        description =
                "One picture that stands for the video; without a place it is chosen: like most others, not black.")
public record PosterOutput(
        @Schema(description = "The moment, in milliseconds.", example = "1500") @Min(0) @Nullable
        Long atMs,

        @Schema(description = "The moment, in percent of the duration.", example = "50")
        @DecimalMin("0")
        @DecimalMax("100")
        @Nullable
        Double atPercent,

        @Schema(description = "Picture format.", defaultValue = "jpeg", example = "jpeg")
        StillFormat format,

        @Schema(description = "1 to 100, for jpeg and webp; 80 when left out.", example = "80")
        @Min(1)
        @Max(100)
        @Nullable
        Integer quality,

        @Schema(description = "Most pixels across.", example = "1280") @Min(16) @Max(8192) @Nullable
        Integer width,

        @Schema(description = "Most pixels down.", example = "720") @Min(16) @Max(8192) @Nullable
        Integer height)
        implements MediaOutput {
    static final String KIND = "poster";

    public PosterOutput {
        format = format == null ? StillFormat.JPEG : format;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give at_ms or at_percent, not both")
    public boolean isOnePlace() {
        return atMs == null || atPercent == null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality goes with jpeg and webp only")
    public boolean isQualityWithLossyFormat() {
        return quality == null || format != StillFormat.PNG;
    }
}
