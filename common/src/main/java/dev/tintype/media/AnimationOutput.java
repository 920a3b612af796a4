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

/** A moving picture without sound, that begins again at its end. */
@JsonTypeName(AnimationOutput.KIND)
@Schema(name = "AnimationOutput", description = "A moving picture without sound, that begins again at its end.")
public record AnimationOutput(
        @Schema(description = "File format; webp is much smaller.", defaultValue = "gif", example = "webp")
        Format format,

        @Schema(description = "First millisecond.", defaultValue = "0", example = "1000") @Min(0)
        Long startMs,

        @Schema(description = "How long, in milliseconds.", defaultValue = "3000", example = "3000")
        @Min(100)
        @Max(30_000)
        Long durationMs,

        @Schema(description = "Pictures a second.", defaultValue = "12", example = "12")
        @DecimalMin("1")
        @DecimalMax("50")
        Double fps,

        @Schema(description = "Most pixels across.", defaultValue = "480", example = "480") @Min(16) @Max(1920)
        Integer width,

        @Schema(description = "1 to 100, for webp; 75 when left out.", example = "75") @Min(1) @Max(100) @Nullable
        Integer quality)
        implements MediaOutput {
    static final String KIND = "animation";

    public AnimationOutput {
        format = format == null ? Format.GIF : format;
        startMs = startMs == null ? 0L : startMs;
        durationMs = durationMs == null ? 3000L : durationMs;
        fps = fps == null ? 12.0 : fps;
        width = width == null ? 480 : width;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality goes with webp only")
    public boolean isQualityWithWebp() {
        return quality == null || format == Format.WEBP;
    }

    /** File formats. */
    public enum Format {
        GIF,
        WEBP
    }
}
