package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** A picture in another format or size, upright as its camera says; of a video, its first frame. */
@JsonTypeName(ImageOutput.KIND)
@Schema(
        name = "ImageOutput",
        description = "A picture in another format or size, upright as its camera says; of a video, its first frame.")
public record ImageOutput(
        @Schema(description = "Picture format.", defaultValue = "png", example = "webp")
        Format format,

        @Schema(description = "1 to 100, for jpeg, webp and avif; 80 when left out.", example = "80")
        @Min(1)
        @Max(100)
        @Nullable
        Integer quality,

        @Schema(description = "Pixels across the box the picture goes into.", example = "640")
        @Min(2)
        @Max(8192)
        @Nullable
        Integer width,

        @Schema(description = "Pixels down the box the picture goes into.", example = "480")
        @Min(2)
        @Max(8192)
        @Nullable
        Integer height,

        @Schema(description = "How the picture goes into the box.", defaultValue = "contain", example = "cover")
        Fit fit)
        implements MediaOutput {
    static final String KIND = "image";

    public ImageOutput {
        format = format == null ? Format.PNG : format;
        fit = fit == null ? Fit.CONTAIN : fit;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality goes with jpeg, webp and avif only")
    public boolean isQualityWithLossyFormat() {
        return quality == null || format != Format.PNG;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "fit cover, pad and stretch need width and height")
    public boolean isBoxWhereNeeded() {
        return fit == Fit.CONTAIN || (width != null && height != null);
    }

    /** Picture formats. */
    public enum Format {
        PNG("image/png", "png"),
        JPEG("image/jpeg", "jpg"),
        WEBP("image/webp", "webp"),
        AVIF("image/avif", "avif");

        private final String mediaType;
        private final String extension;

        Format(String mediaType, String extension) {
            this.mediaType = mediaType;
            this.extension = extension;
        }

        public String mediaType() {
            return mediaType;
        }

        /** File extension without the dot. */
        public String extension() {
            return extension;
        }
    }
}
