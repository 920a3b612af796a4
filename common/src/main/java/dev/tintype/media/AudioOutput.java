package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The sound alone.
 *
 * @param bitrate bits a second, for mp3, m4a and opus; null: 64,000 for each channel
 * @param channels null: as the source
 */
@JsonTypeName(AudioOutput.KIND)
@Schema(name = "AudioOutput", description = "The sound alone.")
public record AudioOutput(
        @Schema(description = "File format.", defaultValue = "m4a", example = "mp3")
        Format format,

        @Schema(
                description = "Bits a second, for mp3, m4a and opus; 64,000 a channel when left out.",
                example = "128000")
        @Min(16_000)
        @Max(512_000)
        @Nullable
        Integer bitrate,

        @Schema(description = "Channels; as the source when left out.", example = "2") @Min(1) @Max(8) @Nullable
        Integer channels)
        implements MediaOutput {
    static final String KIND = "audio";

    public AudioOutput {
        format = format == null ? Format.M4A : format;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "bitrate goes with mp3, m4a and opus only")
    public boolean isBitrateWithLossyFormat() {
        return bitrate == null || (format != Format.FLAC && format != Format.WAV);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "mp3 has at most 2 channels and 320,000 bits a second")
    public boolean isWithinMp3() {
        return format != Format.MP3 || ((channels == null || channels <= 2) && (bitrate == null || bitrate <= 320_000));
    }

    /** File formats. */
    public enum Format {
        MP3("audio/mpeg"),
        M4A("audio/mp4"),
        OPUS("audio/ogg"),
        FLAC("audio/flac"),
        WAV("audio/wav");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
