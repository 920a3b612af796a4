package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What applies to all outputs of one media job.
 *
 * @param trim the part to work on; null: all of it
 * @param crop the part of the picture to keep; null: all of it
 * @param rotate degrees clockwise, after the file's own; null: 0
 * @param fps frames a second; null: as the source
 * @param audio what is done to the sound; null: nothing
 * @param watermark what is put over the picture; null: nothing
 * @param hardware who encodes moving pictures
 * @param name what artifacts are called; null: by what they are
 * @param chunkS seconds of the parts that a long source is encoded in; 0: it is not cut; null: when that helps
 */
@Schema(name = "MediaOptions", description = "What applies to all outputs.")
public record MediaOptions(
        @Schema(description = "The part to work on; all times of outputs count from its start.") @Valid @Nullable
        Trim trim,

        @Schema(description = "The part of the picture to keep.") @Valid @Nullable
        Crop crop,

        @Schema(
                description = "Turn the picture clockwise: 0, 90, 180 or 270 degrees, after what the file itself says.",
                example = "90")
        @Nullable
        Integer rotate,

        @Schema(
                description = "Mend interlaced pictures: auto when the file says that it is interlaced.",
                defaultValue = "auto",
                example = "auto")
        Deinterlace deinterlace,

        @Schema(description = "Frames a second of every moving output; as the source when left out.", example = "30")
        @DecimalMin("1")
        @DecimalMax("120")
        @Nullable
        Double fps,

        @Schema(
                description =
                        "HDR sources: sdr brings them to what usual screens show; keep leaves videos and streams as"
                                + " they are, with 10 bits, and needs hevc, vp9 or av1. Pictures are always sdr.",
                defaultValue = "sdr",
                example = "sdr")
        Hdr hdr,

        @Schema(description = "What is done to the sound.") @Valid @Nullable
        SoundOptions audio,

        @Schema(description = "A picture or words over every picture.") @Valid @Nullable
        Watermark watermark,

        @Schema(
                description = "Take what camera and encoder wrote into the file (place, device, time) out of the"
                        + " outputs.",
                defaultValue = "true",
                example = "true")
        Boolean stripMetadata,

        @Schema(
                description = "Who encodes moving pictures: none is the processor; nvenc, vaapi and qsv are graphics"
                        + " cards, and refused when no worker has one that does it; auto takes a card where there is"
                        + " one, and report.hardware says what was taken.",
                defaultValue = "none",
                example = "auto")
        Hardware hardware,

        @Schema(
                description =
                        "What artifacts are called: {output} becomes the name that an artifact has otherwise (hls,"
                                + " stream-720p, poster), {source} the source's file name without its extension, {job}"
                                + " the job's id. The extension follows.",
                example = "{source}-{output}")
        @Size(max = 40)
        @Pattern(
                regexp = "([A-Za-z0-9]|\\{(output|source|job)\\})([A-Za-z0-9._-]|\\{(output|source|job)\\})*",
                message = "has letters, digits, '.', '_', '-', and of placeholders {output}, {source} and {job}")
        @Nullable
        String name,

        @Schema(
                description =
                        "Encode a long source in parts of about so many seconds, 20 to 60, which several workers do at"
                                + " once; 0: never. Left out: when it is longer than ten minutes and other workers have"
                                + " free slots.",
                example = "40")
        @Min(0)
        @Max(60)
        @Nullable
        Integer chunkS) {
    private static final int SHORTEST_CHUNK_S = 20;

    public static final String OUTPUT = "{output}";
    public static final String SOURCE = "{source}";
    public static final String JOB = "{job}";

    public MediaOptions {
        deinterlace = deinterlace == null ? Deinterlace.AUTO : deinterlace;
        hdr = hdr == null ? Hdr.SDR : hdr;
        stripMetadata = stripMetadata == null || stripMetadata;
        hardware = hardware == null ? Hardware.NONE : hardware;
    }

    /** The same of another part. */
    public MediaOptions of(Trim part) {
        return new MediaOptions(
                part, crop, rotate, deinterlace, fps, hdr, audio, watermark, stripMetadata, hardware, name, chunkS);
    }

    public static MediaOptions defaults() {
        return new MediaOptions(
                null, null, null, Deinterlace.AUTO, null, Hdr.SDR, null, null, true, Hardware.NONE, null, null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "rotate is 0, 90, 180 or 270")
    public boolean isQuarterTurn() {
        return rotate == null || (rotate >= 0 && rotate <= 270 && rotate % 90 == 0);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "chunk_s is 0 or 20 to 60")
    public boolean isChunkLongEnough() {
        return chunkS == null || chunkS == 0 || chunkS >= SHORTEST_CHUNK_S;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "name needs {output} once, or artifacts would have the same names; the others stand once at most")
    public boolean isEveryNameAnother() {
        return name == null || (count(OUTPUT) == 1 && count(SOURCE) <= 1 && count(JOB) <= 1);
    }

    private int count(String placeholder) {
        return name == null ? 0 : (name.length() - name.replace(placeholder, "").length()) / placeholder.length();
    }

    /** What is done to interlaced pictures. */
    public enum Deinterlace {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** What is done to pictures brighter than usual screens show. */
    public enum Hdr {
        SDR,
        KEEP
    }
}
