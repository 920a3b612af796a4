package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The sound of a video file.
 *
 * @param codec null: opus in webm, else aac
 * @param bitrate bits a second; null: 64,000 for each channel
 */
@Schema(name = "VideoAudio", description = "The sound of a video file. A source without sound makes a file without.")
public record VideoAudio(
        @Schema(description = "Audio codec; opus in webm when left out, else aac.", example = "aac") @Nullable
        Codec codec,

        @Schema(description = "Bits a second; 64,000 a channel when left out.", example = "128000")
        @Min(16_000)
        @Max(512_000)
        @Nullable
        Integer bitrate) {
    public static final VideoAudio DEFAULT = new VideoAudio(null, null);

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "bitrate goes with aac and opus only")
    public boolean isBitrateWithEncoder() {
        return bitrate == null || (codec != Codec.COPY && codec != Codec.NONE);
    }

    /** What becomes of the sound. */
    public enum Codec {
        AAC,
        OPUS,
        /** As it is in the source. */
        COPY,
        /** Left out. */
        NONE
    }
}
