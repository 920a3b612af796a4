package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The window a page is laid out in, CSS pixels. */
public record Viewport(
        @Schema(defaultValue = "1280", example = "1280") @Min(1) @Max(7680)
        int width,

        @Schema(defaultValue = "720", example = "720") @Min(1) @Max(7680)
        int height) {
    public static final Viewport DEFAULT = new Viewport(1280, 720);

    /** Turned, if need be, so that the longer side lies. */
    Viewport lying() {
        return height > width ? new Viewport(/* width= */ height, /* height= */ width) : this;
    }
}
