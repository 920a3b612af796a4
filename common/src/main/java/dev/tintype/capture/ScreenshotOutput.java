package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the window, the whole page, an element or a rectangle.
 *
 * @param quality 1–100, for jpeg, webp and avif only; null: 80, avif 60
 * @param fullPage the whole height instead of the window
 * @param selector a CSS selector: the first match's box
 * @param padding CSS pixels to show round the element, as far as the page goes
 * @param all every visible element that matches, each as an artifact of its own
 * @param clip a rectangle of the page
 * @param omitBackground what the page leaves transparent stays so
 * @param mask CSS selectors; everything that matches is covered
 * @param effort how hard to compress: {@code fast} uses the browser's quick encoder, {@code small} compresses a PNG once more,
 *     without loss; jpeg and webp are then as {@code balanced}
 * @param resize scales the finished picture
 * @param maxHeight where a whole page ends at the latest, CSS pixels
 * @param tile whether a picture larger than its format can hold becomes several
 */
@JsonTypeName(ScreenshotOutput.KIND)
@Schema(name = "ScreenshotOutput", description = "A picture of the window, the whole page, an element or a rectangle.")
public record ScreenshotOutput(
        @Schema(description = "Picture format.", defaultValue = "png", example = "png")
        Format format,

        @Schema(description = "For jpeg, webp and avif; when left out 80, for avif 60.", example = "80")
        @Min(1)
        @Max(100)
        @Nullable
        Integer quality,

        @Schema(description = "The whole page instead of the window.", defaultValue = "false", example = "true")
        Boolean fullPage,

        @Schema(description = "Only the first element that matches this CSS selector.", example = "main h1")
        @Size(min = 1, max = 1024)
        @Nullable
        String selector,

        @Schema(
                description = "CSS pixels to show round the element, as far as the page goes.",
                defaultValue = "0",
                example = "16")
        @Min(0)
        @Max(1000)
        Integer padding,

        @Schema(
                description = "Every visible element that matches selector, up to 100, each as an artifact of its own.",
                defaultValue = "false",
                example = "true")
        Boolean all,

        @Schema(description = "Only this rectangle of the page.") @Valid @Nullable
        Clip clip,

        @Schema(
                description = "Keep transparent what the page does not paint; for png and webp.",
                defaultValue = "false",
                example = "true")
        Boolean omitBackground,

        @Schema(
                description = "CSS selectors of what to cover with a plain pink box.",
                example = "[\".advert\", \"#clock\"]")
        @Size(max = 32)
        List<@NotNull @Size(min = 1, max = 1024) String> mask,

        @Schema(
                description =
                        "How hard to compress: fast takes the browser's quick encoder; small compresses png once more,"
                                + " without loss, searches longer for avif, and is as balanced for jpeg and webp.",
                defaultValue = "balanced",
                example = "fast")
        Effort effort,

        @Schema(description = "Scale the finished picture.") @Valid @Nullable
        Resize resize,

        @Schema(description = "Where a full page ends at the latest, in CSS pixels from its top.", example = "4000")
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer maxHeight,

        @Schema(
                description = "Split a picture that is larger than its format can hold into several artifacts.",
                defaultValue = "false",
                example = "true")
        Boolean tile)
        implements CaptureOutput {
    static final String KIND = "screenshot";

    public ScreenshotOutput {
        format = format == null ? Format.PNG : format;
        fullPage = fullPage != null && fullPage;
        padding = padding == null ? 0 : padding;
        all = all != null && all;
        omitBackground = omitBackground != null && omitBackground;
        mask = mask == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(mask));
        effort = effort == null ? Effort.BALANCED : effort;
        tile = tile != null && tile;
    }

    /** Without the rarer options. */
    public ScreenshotOutput(
            Format format, @Nullable Integer quality, boolean fullPage, @Nullable String selector, Effort effort) {
        this(format, quality, fullPage, selector, 0, false, null, false, List.of(), effort, null, null, false);
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
    @AssertTrue(message = "quality goes with jpeg, webp and avif only")
    public boolean isQualityWithLossyFormat() {
        return quality == null || format != Format.PNG;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give one of full_page, selector and clip")
    public boolean isOneRegion() {
        return Stream.of(fullPage, selector != null, clip != null)
                        .filter(given -> given)
                        .count()
                <= 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "padding and all go with selector only")
    public boolean isElementOptionWithSelector() {
        return selector != null || (padding == 0 && !all);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "max_height goes with full_page only")
    public boolean isMaxHeightWithFullPage() {
        return maxHeight == null || fullPage;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "omit_background goes with png and webp only")
    public boolean isTransparentFormat() {
        return !omitBackground || format == Format.PNG || format == Format.WEBP;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give resize or tile, not both")
    public boolean isResizeOrTile() {
        return resize == null || !tile;
    }

    /** Picture formats. */
    public enum Format {
        PNG,
        JPEG,
        WEBP,
        AVIF;

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

    /** A rectangle in CSS pixels from the page's top left corner. It may reach below the window. */
    @Schema(name = "Clip", description = "A rectangle in CSS pixels from the page's top left corner.")
    public record Clip(
            @Schema(description = "From the left edge.", defaultValue = "0", example = "0") @Min(0) @Max(100_000)
            Integer x,

            @Schema(description = "From the top edge.", defaultValue = "0", example = "100") @Min(0) @Max(1_000_000)
            Integer y,

            @Schema(description = "Width.", example = "640") @Min(1) @Max(100_000)
            int width,

            @Schema(description = "Height.", example = "480") @Min(1) @Max(1_000_000)
            int height) {
        public Clip {
            x = x == null ? 0 : x;
            y = y == null ? 0 : y;
        }
    }

    /**
     * The size of the finished picture, in its own pixels.
     *
     * @param width null: what keeps the shape
     * @param height null: what keeps the shape
     */
    @Schema(name = "Resize", description = "The size of the finished picture, in its own pixels.")
    public record Resize(
            @Schema(description = "Width; what keeps the shape when left out.", example = "320")
            @Min(1)
            @Max(16_383)
            @Nullable
            Integer width,

            @Schema(description = "Height; what keeps the shape when left out.", example = "200")
            @Min(1)
            @Max(16_383)
            @Nullable
            Integer height,

            @Schema(
                    description =
                            "inside: as large as fits, never enlarged. contain: that, on a canvas of exactly the size."
                                    + " cover: fills the size, what is over is cut off, from the bottom and both sides. fill: stretched.",
                    defaultValue = "inside",
                    example = "cover")
            Fit fit) {
        public Resize {
            fit = fit == null ? Fit.INSIDE : fit;
        }

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "give width, height or both")
        public boolean isSized() {
            return width != null || height != null;
        }

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "contain, cover and fill need both width and height")
        public boolean isFitPossible() {
            return fit == Fit.INSIDE || (width != null && height != null);
        }
    }

    /** How a picture gets a size of another shape. */
    public enum Fit {
        INSIDE,
        CONTAIN,
        COVER,
        FILL
    }
}
