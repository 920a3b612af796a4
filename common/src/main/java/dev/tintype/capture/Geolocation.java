package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/**
 * Where the page is told that it is.
 *
 * @param accuracy metres
 */
public record Geolocation(
        @Schema(description = "Degrees north.", example = "48.8584") @NotNull @DecimalMin("-90") @DecimalMax("90")
        Double latitude,

        @Schema(description = "Degrees east.", example = "2.2945") @NotNull @DecimalMin("-180") @DecimalMax("180")
        Double longitude,

        @Schema(description = "Metres.", defaultValue = "0", example = "10") @DecimalMin("0") @DecimalMax("100000")
        Double accuracy) {
    public Geolocation {
        accuracy = accuracy == null ? 0.0 : accuracy;
    }
}
