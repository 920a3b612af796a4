package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * A part of the source.
 *
 * @param endMs null: to the end
 */
@Schema(name = "Trim", description = "A part of the source.")
public record Trim(
        @Schema(description = "First millisecond.", defaultValue = "0", example = "1000") @Min(0)
        Long startMs,

        @Schema(description = "First millisecond after it; the end when left out.", example = "6000") @Min(1) @Nullable
        Long endMs) {

    public Trim {
        startMs = startMs == null ? 0L : startMs;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "end_ms must be after start_ms")
    public boolean isForward() {
        return endMs == null || endMs > startMs;
    }
}
