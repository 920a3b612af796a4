package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** How loud the sound is over time: as numbers that players of audiowaveform's files read, or drawn. */
@JsonTypeName(WaveformOutput.KIND)
@Schema(
        name = "WaveformOutput",
        description = "How loud the sound is over time: as numbers, in audiowaveform's JSON, or drawn.")
public record WaveformOutput(
        @Schema(description = "json, or a drawing.", defaultValue = "json", example = "svg")
        Format format,

        @Schema(description = "Pairs of numbers a second, for json; 20 when left out.", example = "20")
        @Min(1)
        @Max(400)
        @Nullable
        Integer perSecond,

        @Schema(description = "Pixels across a drawing; 1200 when left out.", example = "1200")
        @Min(16)
        @Max(8192)
        @Nullable
        Integer width,

        @Schema(description = "Pixels down a drawing; 200 when left out.", example = "200")
        @Min(16)
        @Max(2048)
        @Nullable
        Integer height,

        @Schema(description = "Colour of a drawing, as in CSS; #3366cc when left out.", example = "#3366cc")
        @Pattern(regexp = "#[0-9a-fA-F]{6}")
        @Nullable
        String color)
        implements MediaOutput {
    static final String KIND = "waveform";

    public WaveformOutput {
        format = format == null ? Format.JSON : format;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "per_second goes with json only")
    public boolean isPerSecondWithJson() {
        return perSecond == null || format == Format.JSON;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "width, height and color go with png and svg only")
    public boolean isLookWithDrawing() {
        return format != Format.JSON || (width == null && height == null && color == null);
    }

    /** Forms. */
    public enum Format {
        JSON("application/json"),
        PNG("image/png"),
        SVG("image/svg+xml");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
