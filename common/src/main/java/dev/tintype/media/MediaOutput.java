package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something to make of a decoded source; {@code kind} in JSON tells which. A new kind is a record here and a
 * {@code MediaOutputHandler} in the worker; validation, OpenAPI and capabilities follow from the record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface MediaOutput
        permits ProbeOutput,
                VideoOutput,
                AudioOutput,
                PosterOutput,
                ThumbnailsOutput,
                SpriteOutput,
                HlsOutput,
                DashOutput,
                ImageOutput,
                AnimationOutput,
                WaveformOutput,
                SubtitlesOutput,
                AnalysisOutput,
                QualityOutput {
    /** The name in the {@code kind} field. */
    @JsonIgnore
    String kindName();

    /** How its moving picture is encoded; null: it is no video and no stream. */
    @JsonIgnore
    default @Nullable VideoCodec videoCodec() {
        return null;
    }
}
