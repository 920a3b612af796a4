package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How to visit a page. Everything is set before navigation, so the page sees it from its first script on.
 *
 * @param viewport CSS pixels
 * @param scale device pixels per CSS pixel
 * @param colorScheme what {@code prefers-color-scheme} answers; null: the browser's
 * @param waitUntil when the page counts as ready
 * @param timeoutMs budget from navigation to the last output
 */
public record PageOptions(
        @Schema(description = "Size of the window in CSS pixels.") @Valid
        Viewport viewport,

        @Schema(description = "Device pixels per CSS pixel.", defaultValue = "1", example = "2")
        @DecimalMin("0.5")
        @DecimalMax("4")
        Double scale,

        @Schema(description = "What prefers-color-scheme answers.", example = "dark") @Nullable
        ColorScheme colorScheme,

        @Schema(description = "When the page counts as ready.", defaultValue = "auto", example = "auto")
        WaitUntil waitUntil,

        @Schema(
                description = "Milliseconds from navigation to the last output.",
                defaultValue = "30000",
                example = "30000")
        @Min(100)
        @Max(600_000)
        Integer timeoutMs) {

    public static final int DEFAULT_TIMEOUT_MS = 30_000;

    public PageOptions {
        viewport = viewport == null ? Viewport.DEFAULT : viewport;
        scale = scale == null ? 1.0 : scale;
        waitUntil = waitUntil == null ? WaitUntil.AUTO : waitUntil;
        timeoutMs = timeoutMs == null ? DEFAULT_TIMEOUT_MS : timeoutMs;
    }

    public static PageOptions defaults() {
        return new PageOptions(Viewport.DEFAULT, 1.0, null, WaitUntil.AUTO, DEFAULT_TIMEOUT_MS);
    }

    /** What {@code prefers-color-scheme} answers. */
    public enum ColorScheme {
        LIGHT,
        DARK
    }

    /** When a page counts as ready. */
    public enum WaitUntil {
        /** Loaded, fonts ready, images in view decoded, the document quiet for 150 ms, and something painted. */
        AUTO,
        /** The load event. */
        LOAD,
        /** The document is parsed. */
        DOMCONTENTLOADED,
        /** No request for 500 ms. */
        NETWORKIDLE
    }
}
