package dev.tintype.worker.media.stream;

import dev.tintype.media.VideoOutput.PixelFormat;
import dev.tintype.mediakey.StreamKey;
import dev.tintype.worker.media.plan.Arguments;
import dev.tintype.worker.media.plan.AudioEncoding;
import dev.tintype.worker.media.plan.Branch;
import dev.tintype.worker.media.plan.Command;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.plan.RateControl;
import dev.tintype.worker.media.plan.Rendition;
import dev.tintype.worker.media.plan.Scaling;
import dev.tintype.worker.media.plan.VideoEncoding;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Demuxer;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.probe.SubtitleTrack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of one stream as they are planned: a video track for each quality, a sound track for each of the source's, a text track
 * for each of its subtitles that are text.
 *
 * @param stem what the names of its tracks begin with
 * @param key of which its keys are derived; null: it is not encrypted
 * @param rate frames a second, the same for all
 * @param hdr what the light means, when it is brighter than usual screens show; null: it is not
 * @param channels of each sound track
 */
public record StreamPlan(
        String stem,
        StreamSpec spec,
        @Nullable StreamKey key,
        Rational rate,
        @Nullable String hdr,
        int channels,
        List<Video> videos,
        List<Sound> sounds,
        List<Text> texts) {
    private static final double FASTEST = 60;
    private static final String FLAGS = "+cmaf+dash+global_sidx+skip_trailer";

    /** A quality and its file. */
    public record Video(String file, Ladder.Quality quality) {}

    /** A sound track and its file. */
    public record Sound(String file, AudioTrack track) {}

    /** A text track and its file. */
    public record Text(String file, SubtitleTrack track) {}

    /** Plans the tracks and adds their branches, once for all outputs of the same spec. */
    public static StreamPlan of(StreamSpec spec, Draft draft) {
        return draft.shared(spec, () -> added(spec, draft));
    }

    private static StreamPlan added(StreamSpec spec, Draft draft) {
        String stem = draft.stem("stream");
        // players stumble over more, and Apple's rules forbid it (HLS authoring 1.17)
        Rational rate = draft.rate().value() > FASTEST ? half(draft.rate()) : draft.rate();
        List<Video> videos = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        List<Ladder.Quality> qualities = Ladder.of(draft.size(), rate.value(), spec.codec(), spec.rungs());
        if (spec.ladder() != null && spec.ladder().byContent()) {
            qualities = Ladder.worthwhile(qualities, draft.source().measured().likeness());
        }
        for (Ladder.Quality quality : qualities) {
            String label = labels.add(quality.label()) ? quality.label() : quality.label() + "-" + videos.size();
            videos.add(new Video(stem + "-" + label + ".mp4", quality));
        }
        List<Sound> sounds = new ArrayList<>();
        for (AudioTrack track : draft.audioTracks()) {
            sounds.add(
                    new Sound(stem + "-audio" + (sounds.isEmpty() ? "" : "-" + (sounds.size() + 1)) + ".mp4", track));
        }
        List<Text> texts = new ArrayList<>();
        for (SubtitleTrack track : draft.facts().subtitles()) {
            if (spec.subtitles() && track.text()) {
                texts.add(new Text(stem + "-text" + (texts.isEmpty() ? "" : "-" + (texts.size() + 1)) + ".vtt", track));
            }
        }
        StreamPlan plan = new StreamPlan(
                stem,
                spec,
                spec.encryption() == null ? null : StreamKey.create(),
                rate,
                draft.keepsHdr() ? draft.video("stream").transfer() : null,
                draft.streamChannels(),
                List.copyOf(videos),
                List.copyOf(sounds),
                List.copyOf(texts));
        plan.addTo(draft);
        return plan;
    }

    private void addTo(Draft draft) {
        for (Video video : videos) {
            add(video, draft);
        }
        for (int n = 0; n < sounds.size(); n++) {
            draft.add(branch(sounds.get(n), n == 0, draft));
        }
        for (Text text : texts) {
            draft.add(Branch.steady(
                    null,
                    null,
                    List.of(
                            "-map",
                            "0:" + text.track().index(),
                            "-c:s",
                            "webvtt",
                            "-f",
                            "webvtt",
                            Arguments.out(text.file()))));
        }
    }

    private void add(Video video, Draft draft) {
        VideoEncoding encoding = new VideoEncoding(
                spec.codec(),
                RateControl.capped(video.quality().crf(), video.quality().maxBitrate()),
                spec.speed(),
                null,
                null,
                hdr == null ? PixelFormat.YUV420P : PixelFormat.YUV420P10LE,
                rate,
                spec.gopS());
        List<String> arguments = new ArrayList<>(container());
        // a frame and a half less: a key frame that stands a little early begins a segment all the same
        double least = spec.segmentS() - 1.5 / rate.value();
        arguments.addAll(List.of(
                "-movflags",
                FLAGS + "+frag_keyframe",
                "-min_frag_duration",
                Long.toString(Math.round(least * 1e6)),
                "-f",
                "mp4",
                Arguments.out(video.file())));
        draft.encode(
                new Rendition(video.file(), Demuxer.MOV, filters(video)),
                encoding,
                List.of(),
                spec.segmentS(),
                null,
                arguments);
    }

    /** Frames come evenly, so that key frames stand at the same times in all qualities. */
    private String filters(Video video) {
        return "fps=" + rate + "," + Scaling.to(video.quality().size()).filters();
    }

    private Branch branch(Sound sound, boolean main, Draft draft) {
        AudioEncoding encoding = AudioEncoding.aac(sound.track(), spec.audioBitrate(), channels);
        // silence where the sound begins late, so that every track begins at 0
        String filters = "aresample=async=1:first_pts=0," + encoding.filters();
        String before = draft.filters(sound.track());
        List<String> arguments = new ArrayList<>();
        if (!main) {
            arguments.addAll(List.of("-map", "0:" + sound.track().index(), "-filter:a", before + filters));
        }
        arguments.addAll(encoding.arguments());
        arguments.addAll(container());
        arguments.addAll(List.of(
                "-movflags",
                FLAGS,
                "-frag_duration",
                Long.toString(Math.round(spec.segmentS() * 1e6)),
                "-f",
                "mp4",
                Arguments.out(sound.file())));
        return Branch.steady(null, main ? filters : null, arguments);
    }

    private List<String> container() {
        List<String> arguments = new ArrayList<>(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
        if (key == null || !spec.samples()) {
            arguments.addAll(List.of("-fflags", "+bitexact"));
            return arguments;
        }
        // not bitexact: every track would begin at the same counter of the same key, and two of them tell each other's
        // content
        HexFormat hex = HexFormat.of();
        arguments.addAll(List.of(
                "-encryption_scheme",
                "cenc-aes-ctr",
                Command.SECRET,
                hex.formatHex(key.key(0)),
                "-encryption_kid",
                hex.formatHex(key.kid(0))));
        return arguments;
    }

    private static Rational half(Rational rate) {
        return new Rational(rate.num(), rate.den() * 2);
    }
}
