package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures taken through the video, all in the one decode.
 *
 * @param everyS seconds from one to the next, the first at 0
 * @param count so many, evenly spread
 * @param atMs exactly there
 */
@JsonTypeName(ThumbnailsOutput.KIND)
@Schema(
        name = "ThumbnailsOutput",
        description =
                "Pictures taken through the video: every so many seconds, so many, or at a list; 10 when left out.")
public record ThumbnailsOutput(
        @Schema(description = "Seconds from one to the next.", example = "10")
        @DecimalMin("0.1")
        @DecimalMax("3600")
        @Nullable
        Double everyS,

        @Schema(description = "So many, evenly spread.", example = "10") @Min(1) @Max(500) @Nullable
        Integer count,

        @Schema(description = "Moments in milliseconds.", example = "[0, 1500]") @Size(min = 1, max = 100) @Nullable
        List<@NotNull @Min(0) Long> atMs,

        @Schema(description = "Picture format.", defaultValue = "jpeg", example = "jpeg")
        StillFormat format,

        @Schema(description = "1 to 100, for jpeg and webp; 80 when left out.", example = "80")
        @Min(1)
        @Max(100)
        @Nullable
        Integer quality,

        @Schema(description = "Most pixels across; 320 when neither side is given.", example = "320")
        @Min(16)
        @Max(4096)
        @Nullable
        Integer width,

        @Schema(description = "Most pixels down.", example = "180") @Min(16) @Max(4096) @Nullable
        Integer height)
        implements MediaOutput {
    static final String KIND = "thumbnails";
    /** What one output may make at most. */
    public static final int MOST = 500;

    public ThumbnailsOutput {
        format = format == null ? StillFormat.JPEG : format;
        // keeps a null, so that validation can name its place
        atMs = atMs == null ? null : Collections.unmodifiableList(new ArrayList<>(atMs));
        if (everyS == null && count == null && atMs == null) {
            count = 10;
        }
        if (width == null && height == null) {
            width = 320;
        }
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give one of every_s, count and at_ms")
    public boolean isOneRule() {
        return Stream.of(everyS, count, atMs).filter(Objects::nonNull).count() == 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality goes with jpeg and webp only")
    public boolean isQualityWithLossyFormat() {
        return quality == null || format != StillFormat.PNG;
    }
}
