package dev.tintype.job;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Whether an identical job of the same tenant may take a job's place. Identical is what {@link RequestIdentity} says.
 *
 * @param ttlS seconds after its end that a succeeded job does so; one that has not ended always does. 0: none does
 */
public record CacheOptions(
        @Schema(
                description =
                        "Seconds after its end that an identical job's results are taken; 0: never. One under way is"
                                + " joined.",
                defaultValue = "0",
                example = "3600")
        @Min(0)
        @Max(2_592_000)
        int ttlS) {}
