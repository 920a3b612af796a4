package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.ArtifactRef;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one image comes from: exactly one of these.
 *
 * @param artifact what another job made, or will have made
 * @param upload id of an upload that is an image
 * @param capture a page to take a picture of for this
 * @param lastRun what the schedule's newest run that succeeded took as {@code after}; on the first run there is none
 */
public record CompareImage(
        @Schema(description = "An image that another job of yours makes; this one waits for that.") @Valid @Nullable
        ArtifactRef artifact,

        @Schema(description = "Id of an upload that is an image.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload,

        @Schema(description = "A page to take a picture of.") @Valid @Nullable
        CompareCapture capture,

        @Schema(
                description =
                        "In a schedule's job: what its newest run that succeeded took. The first run only takes it.",
                example = "true")
        @Nullable
        Boolean lastRun) {
    public static CompareImage ofArtifact(ArtifactRef artifact) {
        return new CompareImage(artifact, null, null, null);
    }

    /** Whether it is what a schedule's run before took. */
    public boolean ofLastRun() {
        return Boolean.TRUE.equals(lastRun);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of artifact, upload, capture and last_run")
    public boolean isExactlyOne() {
        return Stream.of(artifact != null, upload != null, capture != null, ofLastRun())
                        .filter(given -> given)
                        .count()
                == 1;
    }
}
