package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Subtitles of the source, which may be a subtitle file itself, in another format or at other times. */
@JsonTypeName(SubtitlesOutput.KIND)
@Schema(
        name = "SubtitlesOutput",
        description =
                "Subtitles of the source, which may be a subtitle file itself, in another format or at other times.")
public record SubtitlesOutput(
        @Schema(description = "File format.", defaultValue = "vtt", example = "srt")
        Format format,

        @Schema(description = "Which of the source's subtitles, from 0.", defaultValue = "0", example = "0")
        @Min(0)
        @Max(31)
        Integer track,

        @Schema(description = "Milliseconds later; earlier when below 0.", defaultValue = "0", example = "-500")
        @Min(-3_600_000)
        @Max(3_600_000)
        Long shiftMs)
        implements MediaOutput {
    static final String KIND = "subtitles";

    public SubtitlesOutput {
        format = format == null ? Format.VTT : format;
        track = track == null ? 0 : track;
        shiftMs = shiftMs == null ? 0L : shiftMs;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    /** File formats. */
    public enum Format {
        VTT("text/vtt"),
        SRT("application/x-subrip"),
        TTML("application/ttml+xml");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
