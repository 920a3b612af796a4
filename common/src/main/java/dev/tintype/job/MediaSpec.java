package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.media.DashOutput;
import dev.tintype.media.Hardware;
import dev.tintype.media.MediaChunk;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaPart;
import dev.tintype.media.MediaSource;
import dev.tintype.media.ProbeOutput;
import dev.tintype.media.QualityOutput;
import dev.tintype.media.SoundOptions;
import dev.tintype.media.VideoAudio;
import dev.tintype.media.VideoCodec;
import dev.tintype.media.VideoOutput;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One decode of a source and everything to make of it.
 *
 * @param media what applies to all outputs; left out: all defaults
 * @param outputs what to make, in order; left out: one probe
 * @param chunk the part that this job does of another; null: it is a job by itself. Callers cannot give it
 */
@JsonTypeName(MediaSpec.TYPE)
@Schema(name = "MediaJob", description = "Decode a video, sound or picture once and make every output of it.")
public record MediaSpec(
        @Schema(description = "What to read.") @NotNull @Valid
        MediaSource source,

        @Schema(description = "What applies to all outputs.") @Valid
        MediaOptions media,

        @Schema(description = "What to make of it; one probe when left out.") @Size(min = 1, max = 32)
        List<@NotNull @Valid MediaOutput> outputs,

        @Schema(hidden = true) @Null(message = "cannot be given: use media.chunk_s") @Nullable
        MediaChunk chunk)
        implements JobSpec {
    static final String TYPE = "media";

    /** A job by itself. */
    public MediaSpec(MediaSource source, MediaOptions media, List<MediaOutput> outputs) {
        this(source, media, outputs, null);
    }

    public MediaSpec {
        media = media == null ? MediaOptions.defaults() : media;
        outputs = outputs == null
                ? List.of(new ProbeOutput())
                // keeps a null, so that validation can name its place
                : Collections.unmodifiableList(new ArrayList<>(outputs));
    }

    /** The same of another source. */
    public MediaSpec of(MediaSource other) {
        return new MediaSpec(other, media, outputs, chunk);
    }

    /** The same, done of a part. */
    public MediaSpec part(MediaChunk of) {
        return new MediaSpec(source, media, outputs, of);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public boolean partial() {
        return chunk != null;
    }

    @Override
    public Pool pool() {
        return Pool.MEDIA;
    }

    @Override
    public Map<String, String> sourceJobs() {
        Map<String, String> jobs = new LinkedHashMap<>();
        if (source.artifact() != null) {
            jobs.put("/source/artifact/job", source.artifact().job());
        }
        List<MediaPart> parts = source.concat() == null ? List.of() : source.concat();
        for (int n = 0; n < parts.size(); n++) {
            ArtifactRef artifact = parts.get(n).artifact();
            if (artifact != null) {
                jobs.put("/source/concat/" + n + "/artifact/job", artifact.job());
            }
        }
        if (media.watermark() != null && media.watermark().artifact() != null) {
            jobs.put(
                    "/media/watermark/artifact/job",
                    media.watermark().artifact().job());
        }
        return jobs;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "audio.codec copy takes the sound as it is: it cannot be normalized or mixed")
    public boolean isSoundCopiedOnlyUnchanged() {
        SoundOptions sound = media.audio();
        boolean changed = sound != null && (sound.normalize() != null || sound.channels() != null);
        return !changed || !copiesSound();
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "audio.codec copy, audio.track and hdr keep need a single source, not concat")
    public boolean isConcatWithoutWhatPartsMayNotShare() {
        if (source == null || source.concat() == null) {
            return true;
        }
        SoundOptions sound = media.audio();
        return media.hdr() == MediaOptions.Hdr.SDR && (sound == null || sound.track() == null) && !copiesSound();
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "media.hardware names a card, and no output encodes a moving picture")
    public boolean isCardOfUse() {
        return !media.hardware().named() || !codecs().isEmpty();
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "no card does this: nvenc has no vp9; two_pass, tune, yuv422p, yuv444p and h264 with 10 bits"
                    + " need media.hardware none or auto")
    public boolean isWithinWhatCardsDo() {
        Hardware hardware = media.hardware();
        return !hardware.named()
                || (codecs().stream().allMatch(hardware::encodes)
                        && outputs.stream()
                                .allMatch(output -> !(output instanceof VideoOutput video) || video.fitsCards()));
    }

    /** What an encoder in hardware must be able to do; empty: none is asked for by name. */
    public Set<String> hardwareEncoders() {
        Hardware hardware = media.hardware();
        return hardware.named()
                ? codecs().stream().map(hardware::encoder).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private Set<VideoCodec> codecs() {
        return outputs.stream()
                .filter(Objects::nonNull)
                .map(MediaOutput::videoCodec)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private boolean copiesSound() {
        return outputs.stream()
                .anyMatch(output ->
                        output instanceof VideoOutput video && video.audio().codec() == VideoAudio.Codec.COPY);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "quality needs a video, hls or dash output to compare with the source")
    public boolean isQualityOfSomething() {
        return outputs.stream().noneMatch(QualityOutput.class::isInstance)
                || outputs.stream().anyMatch(output -> output != null && output.videoCodec() != null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "quality cannot look into a dash output with encryption: leave one of them out, or measure a dash"
                    + " output in the clear")
    public boolean isQualityOfWhatCanBeRead() {
        return outputs.stream().noneMatch(QualityOutput.class::isInstance)
                || outputs.stream().noneMatch(output -> output instanceof DashOutput dash && dash.encryption() != null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "hdr keep needs hevc, vp9 or av1 in every video and stream")
    public boolean isHdrKeptWherePossible() {
        return media.hdr() == MediaOptions.Hdr.SDR
                || outputs.stream().noneMatch(output -> output != null && output.videoCodec() == VideoCodec.H264);
    }

    @Override
    public Duration defaultTimeout() {
        return Duration.ofHours(1);
    }
}
