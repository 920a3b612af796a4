package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What another job of the same tenant made, or will have made.
 *
 * @param job the job's id; the one that reads it waits for it
 * @param name the artifact's name
 */
public record ArtifactRef(
        @Schema(description = "The job that makes it.", example = "job_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @NotNull
        @Pattern(regexp = "job_[0-9a-hjkmnp-tv-z]{26}")
        String job,

        @Schema(description = "The artifact's name.", example = "screenshot.png") @NotNull @Size(min = 1, max = 255)
        String name) {}
