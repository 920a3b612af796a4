package dev.tintype.compare;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** A part of both images that does not count, in pixels of the image. What lies outside of them is no mistake. */
public record Mask(
        @Schema(example = "0") @Min(0) @Max(1_000_000) int x,
        @Schema(example = "0") @Min(0) @Max(1_000_000) int y,
        @Schema(example = "320") @Min(1) @Max(1_000_000) int width,
        @Schema(example = "80") @Min(1) @Max(1_000_000) int height) {}
