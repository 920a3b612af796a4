package dev.tintype.compare;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/**
 * When a comparison fails its job.
 *
 * @param changedPercent more than this much changed
 */
@Schema(name = "CompareFailOn", description = "When a comparison fails its job.")
public record CompareLimits(
        @Schema(description = "More than this much changed.", example = "0.5")
        @NotNull
        @DecimalMin("0")
        @DecimalMax("100")
        Double changedPercent) {}
