package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** A stream for DASH players: one manifest over the same tracks as an {@link HlsOutput} of the same options. */
@JsonTypeName(DashOutput.KIND)
@Schema(
        name = "DashOutput",
        description = "A stream for DASH players: CMAF tracks, one file each, and a manifest. An hls output of the same"
                + " options shares the tracks.")
public record DashOutput(
        @Schema(
                description = "Qualities: auto, content, or a list. auto when left out: by the source, never above it,"
                        + " near ones dropped. content: of those the ones that show more than the next smaller one.",
                defaultValue = "\"auto\"",
                example = "[{\"height\": 720}, {\"height\": 360}]")
        @Valid
        @Nullable
        Rungs ladder,

        @Schema(description = "Video codec: h264, hevc or av1.", defaultValue = "h264", example = "h264")
        VideoCodec codec,

        @Schema(description = "Time against size.", defaultValue = "standard", example = "fast")
        Speed speed,

        @Schema(description = "Seconds of one segment.", defaultValue = "6", example = "6")
        @DecimalMin("1")
        @DecimalMax("10")
        Double segmentS,

        @Schema(description = "Bits a second of each sound track.", defaultValue = "128000", example = "128000")
        @Min(32_000)
        @Max(512_000)
        Integer audioBitrate,

        @Schema(description = "With the source's text subtitles.", defaultValue = "true", example = "true")
        Boolean subtitles,

        @Schema(description = "Encrypt the tracks; left in the clear when left out.") @Valid @Nullable
        Encryption encryption)
        implements MediaOutput {
    static final String KIND = "dash";

    public DashOutput {
        ladder = ladder != null && ladder.auto() ? null : ladder;
        codec = codec == null ? VideoCodec.H264 : codec;
        speed = speed == null ? Speed.STANDARD : speed;
        segmentS = segmentS == null ? 6.0 : segmentS;
        audioBitrate = audioBitrate == null ? 128_000 : audioBitrate;
        subtitles = subtitles == null || subtitles;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @Override
    public VideoCodec videoCodec() {
        return codec;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a stream's codec is h264, hevc or av1")
    public boolean isStreamingCodec() {
        return codec != VideoCodec.VP9;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "encryption.method of dash is cenc: its players read no aes-128; take an hls output for aes-128")
    public boolean isReadableByPlayers() {
        return encryption == null || encryption.method() != Encryption.Method.AES_128;
    }
}
