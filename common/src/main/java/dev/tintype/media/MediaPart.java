package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.WebUrl;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of several files that are put together: exactly one of {@code url}, {@code upload} and {@code artifact}. */
@Schema(name = "MediaPart", description = "One of several files: exactly one of the fields.")
public record MediaPart(
        @Schema(description = "An http or https address.", example = "https://example.com/intro.mp4")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String url,

        @Schema(description = "Id of an upload.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload,

        @Schema(description = "What another job of yours makes; this one waits for that.") @Valid @Nullable
        ArtifactRef artifact) {

    /** The same as a source of its own. */
    public MediaSource alone() {
        return new MediaSource(url, upload, artifact, null, null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of url, upload and artifact")
    public boolean isExactlyOne() {
        return Stream.of(url, upload, artifact).filter(Objects::nonNull).count() == 1;
    }
}
