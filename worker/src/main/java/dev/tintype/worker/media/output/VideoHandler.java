package dev.tintype.worker.media.output;

import dev.tintype.media.VideoAudio;
import dev.tintype.media.VideoOutput;
import dev.tintype.media.VideoOutput.Container;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.AudioEncoding;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.RateControl;
import dev.tintype.worker.media.plan.Rendition;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.VideoEncoding;
import dev.tintype.worker.media.plan.VideoPasses;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Demuxer;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.VideoTrack;
import dev.tintype.worker.media.workshop.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One video file. */
final class VideoHandler implements MediaOutputHandler<VideoOutput> {
    @Override
    public Class<VideoOutput> type() {
        return VideoOutput.class;
    }

    @Override
    public Planned plan(VideoOutput output, Draft draft) {
        draft.movingVideo(output.kindName());
        Container container = output.effectiveContainer();
        String name = draft.name("video", container.name().toLowerCase(Locale.ROOT));
        @Nullable
        String notCopied = output.copy() == VideoOutput.Copy.AUTO ? CopyRule.against(output, draft) : "not asked for";
        if (notCopied == null) {
            CopyRule.add(draft, output, name);
        } else {
            encode(output, draft, name);
        }
        return workshop -> finish(output, draft, workshop, name, notCopied);
    }

    private static void encode(VideoOutput output, Draft draft, String name) {
        Scaling scaling = Scaling.into(draft.size(), output.width(), output.height(), output.fit());
        VideoEncoding encoding = new VideoEncoding(
                output.codec(),
                new RateControl(output.crf(), output.bitrate(), output.maxBitrate()),
                output.speed(),
                output.tune(),
                output.profile(),
                pixels(output, draft),
                draft.rate(),
                output.gopS());
        if (output.twoPass()) {
            draft.addBefore(VideoPasses.first(draft, scaling, encoding, name));
        }
        @Nullable AudioEncoding audio = audio(output, draft);
        List<String> rest = new ArrayList<>();
        if (audio != null) {
            rest.addAll(audio.arguments());
        }
        boolean copiedAudio = output.audio().codec() == VideoAudio.Codec.COPY && draft.sound() != null;
        if (copiedAudio) {
            rest.addAll(
                    List.of("-map", "0:" + Objects.requireNonNull(draft.sound()).index(), "-c:a", "copy"));
        }
        rest.addAll(file(output.effectiveContainer(), draft, name));
        draft.encode(
                new Rendition(name, demuxer(output.effectiveContainer()), scaling.filters()),
                encoding,
                output.twoPass() ? VideoPasses.second(name) : List.of(),
                output.gopS(),
                audio == null ? null : audio.filters(),
                rest);
    }

    private static Demuxer demuxer(Container container) {
        return switch (container) {
            case MP4, MOV -> Demuxer.MOV;
            case WEBM, MKV -> Demuxer.MATROSKA;
        };
    }

    /** What is brighter than usual screens show has steps between its values unless they are finer. */
    private static VideoOutput.PixelFormat pixels(VideoOutput output, Draft draft) {
        return draft.keepsHdr() && output.pixelFormat() == VideoOutput.PixelFormat.YUV420P
                ? VideoOutput.PixelFormat.YUV420P10LE
                : output.pixelFormat();
    }

    /** Null: no sound is encoded. */
    private static @Nullable AudioEncoding audio(VideoOutput output, Draft draft) {
        AudioTrack track = draft.sound();
        VideoAudio.Codec codec = output.audio().codec();
        if (track == null || codec == VideoAudio.Codec.NONE || codec == VideoAudio.Codec.COPY) {
            return null;
        }
        boolean opus = codec == VideoAudio.Codec.OPUS || output.effectiveContainer() == Container.WEBM;
        Integer bitrate = output.audio().bitrate();
        return opus ? AudioEncoding.opus(track, bitrate, null) : AudioEncoding.aac(track, bitrate, null);
    }

    /** Muxer and file. */
    static List<String> file(Container container, Draft draft, String name) {
        List<String> arguments = new ArrayList<>(draft.metadata());
        switch (container) {
            // players begin before the whole file is there
            case MP4 -> arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
            case MOV -> arguments.addAll(List.of("-movflags", "+faststart", "-f", "mov"));
            case WEBM -> arguments.addAll(List.of("-f", "webm"));
            case MKV -> arguments.addAll(List.of("-f", "matroska"));
        }
        arguments.add(Arguments.out(name));
        return arguments;
    }

    private static void finish(
            VideoOutput output, Draft draft, Workshop workshop, String name, @Nullable String notCopied)
            throws IOException, InterruptedException {
        Checks.made(workshop, name);
        MediaFacts made = workshop.probe(name);
        VideoTrack track = made.video();
        if (track == null) {
            throw Checks.broken(name + " has no picture");
        }
        boolean sound = !made.audios().isEmpty();
        double frameMs = 1000 / draft.rate().value();
        Checks.duration(name, made, sound || draft.sound() == null ? draft.durationMs() : 0, frameMs);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("width", track.shownWidth());
        facts.put("height", track.shownHeight());
        facts.put("duration_ms", made.durationMs());
        facts.put("codecs", Codecs.names(made));
        facts.put("fps", Math.round(track.rate().value() * 1000) / 1000.0);
        if (track.frames() > 0) {
            facts.put("frames", track.frames());
        }
        facts.put("bitrate", made.bitrate());
        facts.put("rotation", track.rotation());
        facts.put("copied", notCopied == null);
        if (notCopied != null && output.copy() == VideoOutput.Copy.AUTO) {
            facts.put("not_copied", notCopied);
        }
        workshop.keep(name, output.kindName(), output.effectiveContainer().mediaType(), facts);
    }
}
