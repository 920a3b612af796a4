package dev.tintype.api.key;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How a key is replaced. */
public record KeyRotation(
        @Schema(description = "How long the old key works yet, in seconds.", defaultValue = "86400", example = "3600")
        @Min(0)
        @Max(2_592_000)
        Integer overlapS) {
    static final int A_DAY = 86_400;

    public KeyRotation {
        overlapS = overlapS == null ? A_DAY : overlapS;
    }
}
