package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the window, the whole page or one element.
 *
 * @param quality 1–100, for jpeg and webp only; null: 80
 * @param fullPage the whole height instead of the window
 * @param selector a CSS selector: the first match's box
 * @param effort how hard to compress: {@code fast} uses the browser's quick encoder, {@code small} compresses a PNG once more,
 *     without loss; jpeg and webp are then as {@code balanced}
 */
@JsonTypeName(ScreenshotOutput.KIND)
@Schema(name = "ScreenshotOutput", description = "A picture of the window, the whole page or one element.")
public record ScreenshotOutput(
        @Schema(description = "Picture format.", defaultValue = "png", example = "png")
        Format format,

        @Schema(description = "For jpeg and webp; 80 when left out.", example = "80") @Min(1) @Max(100) @Nullable
        Integer quality,

        @Schema(description = "The whole page instead of the window.", defaultValue = "false", example = "true")
        Boolean fullPage,

        @Schema(description = "Only the first element that matches this CSS selector.", example = "main h1")
        @Size(min = 1, max = 1024)
        @Nullable
        String selector,

        @Schema(
                description =
                        "How hard to compress: fast takes the browser's quick encoder; small compresses png once more,"
                                + " without loss, and is as balanced for jpeg and webp.",
                defaultValue = "balanced",
                example = "fast")
        Effort effort)
        implements CaptureOutput {
    static final String KIND = "screenshot";

    public ScreenshotOutput {
        format = format == null ? Format.PNG : format;
        fullPage = fullPage != null && fullPage;
        effort = effort == null ? Effort.BALANCED : effort;
    }

    public static ScreenshotOutput defaults() {
        return new ScreenshotOutput(Format.PNG, null, false, null, Effort.BALANCED);
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality goes with jpeg and webp only")
    public boolean isQualityWithLossyFormat() {
        return quality == null || format != Format.PNG;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give full_page or selector, not both")
    public boolean isOneRegion() {
        return selector == null || !fullPage;
    }

    /** Picture formats. */
    public enum Format {
        PNG,
        JPEG,
        WEBP;

        public String mediaType() {
            return "image/" + name().toLowerCase(Locale.ROOT);
        }

        /** File extension without the dot. */
        public String extension() {
            return this == JPEG ? "jpg" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Time against size. */
    public enum Effort {
        FAST,
        BALANCED,
        SMALL
    }
}
