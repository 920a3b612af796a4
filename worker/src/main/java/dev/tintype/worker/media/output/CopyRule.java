package dev.tintype.worker.media.output;

import dev.tintype.media.MediaOptions;
import dev.tintype.media.SoundOptions;
import dev.tintype.media.VideoAudio;
import dev.tintype.media.VideoCodec;
import dev.tintype.media.VideoOutput;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.Size;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a source already is what is asked for, so that its streams are taken over as they are. */
final class CopyRule {
    private CopyRule() {}

    /** Why it must be encoded; null: it need not be. */
    static @Nullable String against(VideoOutput output, Draft draft) {
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        if (draft.source().joined()) {
            return "the source is put together of several files";
        }
        String codec = output.codec().name().toLowerCase(Locale.ROOT);
        String format = output.pixelFormat().name().toLowerCase(Locale.ROOT);
        Scaling wanted = Scaling.into(draft.size(), output.width(), output.height(), output.fit());
        if (!track.codec().equals(codec)) {
            return "the source is " + track.codec() + ", not " + codec;
        }
        if (!track.pixelFormat().equals(format)) {
            return "the source is " + track.pixelFormat() + ", not " + format;
        }
        if (track.rotation() != 0 || !wanted.size().equals(new Size(track.width(), track.height()))) {
            return "the picture must change its size or turn";
        }
        if (draft.deinterlaced()) {
            return "the source is interlaced";
        }
        if (track.hdr() && !draft.keepsHdr()) {
            return "the source is HDR";
        }
        if (changesAll(draft.options())) {
            return "the media options change every frame, or where it begins";
        }
        if (output.crf() != null || output.bitrate() != null || output.profile() != null || output.tune() != null) {
            return "crf, bitrate, profile or tune ask for an encode";
        }
        if (output.maxBitrate() != null && (track.bitrate() == 0 || track.bitrate() > output.maxBitrate())) {
            return "the source has more bits a second than max_bitrate";
        }
        return audio(output, draft);
    }

    private static boolean changesAll(MediaOptions options) {
        // a cut between key frames needs new frames
        return options.trim() != null
                || options.crop() != null
                || (options.rotate() != null && options.rotate() != 0)
                || options.fps() != null
                || options.watermark() != null;
    }

    private static @Nullable String audio(VideoOutput output, Draft draft) {
        AudioTrack track = draft.sound();
        VideoAudio.Codec codec = output.audio().codec();
        if (track == null || codec == VideoAudio.Codec.NONE || codec == VideoAudio.Codec.COPY) {
            return null;
        }
        String wanted = codec == VideoAudio.Codec.OPUS || output.effectiveContainer() == VideoOutput.Container.WEBM
                ? "opus"
                : "aac";
        SoundOptions sound = draft.options().audio();
        if (sound != null && (sound.normalize() != null || sound.channels() != null)) {
            return "the media options change the sound";
        }
        if (!track.codec().equals(wanted)) {
            return "the sound is " + track.codec() + ", not " + wanted;
        }
        return output.audio().bitrate() == null ? null : "a bitrate for the sound asks for an encode";
    }

    /** The streams as they are. */
    static void add(Draft draft, VideoOutput output, String name) {
        VideoTrack video = Objects.requireNonNull(draft.facts().video());
        List<String> arguments = new ArrayList<>(List.of("-map", "0:" + video.index(), "-c:v", "copy"));
        AudioTrack audio = draft.sound();
        if (audio != null && output.audio().codec() != VideoAudio.Codec.NONE) {
            arguments.addAll(List.of("-map", "0:" + audio.index(), "-c:a", "copy"));
        }
        if (output.codec() == VideoCodec.HEVC && output.effectiveContainer() != VideoOutput.Container.MKV) {
            arguments.addAll(List.of("-tag:v", "hvc1"));
        }
        arguments.addAll(VideoHandler.file(output.effectiveContainer(), draft, name));
        draft.add(Branch.steady(null, null, arguments));
    }
}
