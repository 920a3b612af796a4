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

/**
 * One video file.
 *
 * @param container null: webm for vp9, else mp4
 * @param width most pixels across, before {@code fit}; null: as the source, or by the height
 * @param crf constant quality, the encoder's own scale; null with no bitrate: the codec's usual
 * @param bitrate bits a second on average
 * @param maxBitrate bits a second at most, over two seconds
 * @param gopS seconds between key frames
 * @param copy whether what already fits is taken over without decoding
 */
@JsonTypeName(VideoOutput.KIND)
@Schema(name = "VideoOutput", description = "One video file. Never larger than the source unless stretched or padded.")
public record VideoOutput(
        @Schema(description = "File format; webm for vp9 when left out, else mp4.", example = "mp4") @Nullable
        Container container,

        @Schema(description = "Video codec.", defaultValue = "h264", example = "h264")
        VideoCodec codec,

        @Schema(description = "Pixels across the box the picture goes into.", example = "1280")
        @Min(16)
        @Max(8192)
        @Nullable
        Integer width,

        @Schema(description = "Pixels down the box the picture goes into.", example = "720")
        @Min(16)
        @Max(8192)
        @Nullable
        Integer height,

        @Schema(description = "How the picture goes into the box.", defaultValue = "contain", example = "contain")
        Fit fit,

        @Schema(description = "Constant quality on the codec's own scale; lower is better.", example = "23")
        @Min(0)
        @Max(63)
        @Nullable
        Integer crf,

        @Schema(description = "Bits a second on average.", example = "2500000") @Min(16_000) @Max(200_000_000) @Nullable
        Integer bitrate,

        @Schema(description = "Bits a second at most; with crf or bitrate.", example = "4000000")
        @Min(16_000)
        @Max(400_000_000)
        @Nullable
        Integer maxBitrate,

        @Schema(
                description = "Look through the whole first, for a more even bitrate.",
                defaultValue = "false",
                example = "true")
        Boolean twoPass,

        @Schema(
                description = "Time against size; every encoder has its own meaning of it.",
                defaultValue = "standard",
                example = "fast")
        Speed speed,

        @Schema(description = "What the picture is like; h264 and hevc only.", example = "film") @Nullable
        Tune tune,

        @Schema(description = "The codec's profile; h264 only. high when left out.", example = "high") @Nullable
        Profile profile,

        @Schema(description = "Bits and colour resolution of a pixel.", defaultValue = "yuv420p", example = "yuv420p")
        PixelFormat pixelFormat,

        @Schema(description = "Seconds between key frames.", defaultValue = "2", example = "2")
        @DecimalMin("0.1")
        @DecimalMax("30")
        Double gopS,

        @Schema(description = "The sound of it.") @Valid VideoAudio audio,

        @Schema(
                description =
                        "auto takes over what already is as asked, without encoding it again; the facts say" + " why.",
                defaultValue = "never",
                example = "auto")
        Copy copy)
        implements MediaOutput {
    static final String KIND = "video";

    public VideoOutput {
        codec = codec == null ? VideoCodec.H264 : codec;
        fit = fit == null ? Fit.CONTAIN : fit;
        twoPass = twoPass != null && twoPass;
        speed = speed == null ? Speed.STANDARD : speed;
        pixelFormat = pixelFormat == null ? PixelFormat.YUV420P : pixelFormat;
        gopS = gopS == null ? 2.0 : gopS;
        audio = audio == null ? VideoAudio.DEFAULT : audio;
        copy = copy == null ? Copy.NEVER : copy;
    }

    /** Everything left to its default. */
    public static VideoOutput defaults() {
        return new VideoOutput(
                null,
                VideoCodec.H264,
                null,
                null,
                Fit.CONTAIN,
                null,
                null,
                null,
                false,
                Speed.STANDARD,
                null,
                null,
                PixelFormat.YUV420P,
                2.0,
                VideoAudio.DEFAULT,
                Copy.NEVER);
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @Override
    public VideoCodec videoCodec() {
        return codec;
    }

    /** Whether graphics cards have every option that it uses. */
    @JsonIgnore
    public boolean fitsCards() {
        return Hardware.takes(codec, pixelFormat) && !twoPass && tune == null;
    }

    /** The file format, chosen or implied by the codec. */
    @JsonIgnore
    public Container effectiveContainer() {
        return container != null ? container : codec == VideoCodec.VP9 ? Container.WEBM : Container.MP4;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give crf or bitrate, not both")
    public boolean isOneRateControl() {
        return crf == null || bitrate == null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "two_pass aims at a bitrate: give one")
    public boolean isTwoPassWithBitrate() {
        return !twoPass || bitrate != null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "two_pass is for h264, hevc and vp9")
    public boolean isTwoPassPossible() {
        return !twoPass || codec != VideoCodec.AV1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "max_bitrate must not be less than bitrate")
    public boolean isMaxBitrateAtLeastBitrate() {
        return maxBitrate == null || bitrate == null || maxBitrate >= bitrate;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "webm holds vp9 or av1")
    public boolean isContainerForCodec() {
        return container != Container.WEBM || codec == VideoCodec.VP9 || codec == VideoCodec.AV1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "mov holds h264 or hevc")
    public boolean isMovForCodec() {
        return container != Container.MOV || codec == VideoCodec.H264 || codec == VideoCodec.HEVC;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "webm holds opus, not aac")
    public boolean isAudioForContainer() {
        return effectiveContainer() != Container.WEBM || audio.codec() != VideoAudio.Codec.AAC;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "tune goes with h264 and hevc only")
    public boolean isTuneForCodec() {
        return tune == null || tune.on(codec);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "profile goes with h264 and yuv420p only")
    public boolean isProfileForCodec() {
        return profile == null || (codec == VideoCodec.H264 && pixelFormat == PixelFormat.YUV420P);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "crf of h264 and hevc ends at 51")
    public boolean isCrfOfCodec() {
        return crf == null || crf <= 51 || codec == VideoCodec.VP9 || codec == VideoCodec.AV1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "fit cover, pad and stretch need width and height")
    public boolean isBoxWhereNeeded() {
        return fit == Fit.CONTAIN || (width != null && height != null);
    }

    /** File formats. */
    public enum Container {
        MP4("video/mp4"),
        WEBM("video/webm"),
        MOV("video/quicktime"),
        MKV("video/x-matroska");

        private final String mediaType;

        Container(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** What a pixel is stored as. */
    public enum PixelFormat {
        YUV420P,
        YUV420P10LE,
        YUV422P,
        YUV444P
    }

    /** Encoder tunings that x264 and x265 share in name, and x264's own. */
    public enum Tune {
        FILM(true),
        ANIMATION(false),
        GRAIN(false),
        STILLIMAGE(true),
        FASTDECODE(false),
        ZEROLATENCY(false);

        private final boolean h264Only;

        Tune(boolean h264Only) {
            this.h264Only = h264Only;
        }

        boolean on(VideoCodec codec) {
            return codec == VideoCodec.H264 || (codec == VideoCodec.HEVC && !h264Only);
        }
    }

    /** H.264 profiles. */
    public enum Profile {
        BASELINE,
        MAIN,
        HIGH
    }

    /** Whether streams are taken over as they are. */
    public enum Copy {
        NEVER,
        AUTO
    }
}
