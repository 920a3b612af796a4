package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.WebUrl;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to read: exactly one of the fields.
 *
 * @param concat files that are put together, in this order
 */
@Schema(name = "MediaSource", description = "What to read: exactly one of the fields.")
public record MediaSource(
        @Schema(description = "An http or https address.", example = "https://example.com/clip.mp4")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String url,

        @Schema(description = "Id of an upload.", example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload,

        @Schema(description = "What another job of yours makes; this one waits for that.") @Valid @Nullable
        ArtifactRef artifact,

        @Schema(description = "Files that are put together, in this order.") @Size(min = 2, max = 16) @Nullable
        List<@NotNull @Valid MediaPart> concat,

        @Schema(description = "Pictures that are shown one after the other.") @Valid @Nullable
        ImageSequence imageSequence) {

    public MediaSource {
        // keeps a null, so that validation can name its place
        concat = concat == null ? null : Collections.unmodifiableList(new ArrayList<>(concat));
    }

    public static MediaSource ofUrl(String url) {
        return new MediaSource(url, null, null, null, null);
    }

    public static MediaSource ofUpload(String upload) {
        return new MediaSource(null, upload, null, null, null);
    }

    public static MediaSource ofArtifact(ArtifactRef artifact) {
        return new MediaSource(null, null, artifact, null, null);
    }

    public static MediaSource ofParts(List<MediaPart> parts) {
        return new MediaSource(null, null, null, parts, null);
    }

    public static MediaSource ofPictures(ImageSequence pictures) {
        return new MediaSource(null, null, null, null, pictures);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of url, upload, artifact, concat and image_sequence")
    public boolean isExactlyOne() {
        return Stream.of(url, upload, artifact, concat, imageSequence)
                        .filter(Objects::nonNull)
                        .count()
                == 1;
    }
}
