package dev.tintype.worker.media.plan;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.MediaOptions;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.Demuxer;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files put together by FFmpeg's filter {@code concat}, in the graph that decodes them, after each was made like the others: as large as
 * the largest, with bars where its shape is another; as many frames a second as the fastest; 8 bits, for usual screens; as many channels
 * as the one with most, silence where there is no sound. Each part is cut or held to whole frames, so that picture and sound of the next
 * begin together.
 */
final class Joint {
    private static final int SAMPLE_RATE = 48_000;
    /** Files without a word on their colours mean those of high definition from here on. */
    private static final int HIGH_DEFINITION = 720;

    private static final String COLORS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

    private Joint() {}

    /** What comes out. */
    static MediaFacts facts(List<Source.Part> parts, MediaOptions options) {
        boolean pictures = parts.stream().anyMatch(part -> part.facts().video() != null);
        for (int n = 0; n < parts.size(); n++) {
            check(parts.get(n).facts(), n, pictures);
        }
        List<VideoTrack> videos = pictures ? List.of(picture(parts, options)) : List.of();
        Rational rate = pictures ? videos.getFirst().rate() : Rational.ZERO;
        List<AudioTrack> audios = parts.stream().anyMatch(part -> part.facts().audio() != null)
                ? List.of(sound(parts, videos.size()))
                : List.of();
        long samples =
                parts.stream().mapToLong(part -> samples(part.facts(), rate)).sum();
        return new MediaFacts(
                Demuxer.JOINED,
                Math.round(samples * 1000.0 / SAMPLE_RATE),
                parts.stream().mapToLong(part -> part.facts().bytes()).sum(),
                0,
                videos.size() + audios.size(),
                videos,
                audios,
                List.of(),
                0,
                /* coverArt= */ false);
    }

    private static void check(MediaFacts facts, int n, boolean pictures) {
        if (facts.durationMs() == 0) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "source.concat[" + n + "] does not say how long it is, or is a still picture.");
        }
        if (pictures && facts.video() == null) {
            throw new JobFailure(
                    ErrorCode.NO_VIDEO, "source.concat[" + n + "] has no picture, and others of the parts have.");
        }
        if (!pictures && facts.audio() == null) {
            throw new JobFailure(ErrorCode.NO_AUDIO, "source.concat[" + n + "] has neither picture nor sound.");
        }
    }

    private static VideoTrack picture(List<Source.Part> parts, MediaOptions options) {
        Size size = new Size(1, 1);
        Rational rate = options.fps() == null ? Rational.ZERO : Rational.ofRate(options.fps());
        long frames = 0;
        for (Source.Part part : parts) {
            VideoTrack track = Objects.requireNonNull(part.facts().video());
            Size shown = new Size(track.shownWidth(), track.shownHeight());
            if ((long) shown.width() * shown.height() > (long) size.width() * size.height()) {
                size = shown;
            }
            Rational own = Draft.usable(track.rate());
            if (options.fps() == null && own.value() > rate.value()) {
                rate = own;
            }
        }
        for (Source.Part part : parts) {
            frames += frames(part.facts(), rate);
        }
        return new VideoTrack(
                0,
                same(parts.stream()
                        .map(part ->
                                Objects.requireNonNull(part.facts().video()).codec())
                        .toList()),
                null,
                size.even().width(),
                size.even().height(),
                Rational.ONE,
                0,
                rate,
                /* variableRate= */ false,
                "yuv420p",
                8,
                /* alpha= */ false,
                "progressive",
                "bt709",
                "bt709",
                "bt709",
                "tv",
                /* profiled= */ false,
                frames,
                0);
    }

    private static AudioTrack sound(List<Source.Part> parts, int index) {
        List<AudioTrack> tracks = parts.stream()
                .map(part -> part.facts().audio())
                .filter(Objects::nonNull)
                .toList();
        List<@Nullable String> languages = new ArrayList<>();
        tracks.forEach(track -> languages.add(track.language()));
        return new AudioTrack(
                index,
                same(tracks.stream().map(AudioTrack::codec).toList()),
                null,
                tracks.stream()
                        .mapToInt(track -> Math.clamp(track.channels(), 1, 8))
                        .max()
                        .orElse(2),
                null,
                SAMPLE_RATE,
                0,
                languages.stream().distinct().count() == 1 ? languages.getFirst() : null,
                null);
    }

    private static String same(List<String> names) {
        return names.stream().distinct().count() == 1 ? names.getFirst() : "mixed";
    }

    private static long frames(MediaFacts facts, Rational rate) {
        return Math.max(1, Math.round(facts.durationMs() * rate.value() / 1000));
    }

    /** As long as the whole frames are; the rate of sound alone is zero. */
    private static long samples(MediaFacts facts, Rational rate) {
        return rate.isZero()
                ? Math.max(1, facts.durationMs() * SAMPLE_RATE / 1000)
                : Math.round(frames(facts, rate) * SAMPLE_RATE / rate.value());
    }

    /** The part of a graph that puts the pictures together. */
    static List<String> pictures(Source source, MediaOptions options, String label) {
        List<String> graph = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        VideoTrack made = Objects.requireNonNull(source.facts().video());
        for (int n = 0; n < source.parts().size(); n++) {
            MediaFacts facts = source.parts().get(n).facts();
            VideoTrack track = Objects.requireNonNull(facts.video());
            graph.add("[" + n + ":" + track.index() + "]" + String.join(",", picture(facts, track, made, options))
                    + "[pv" + n + "]");
            all.append("[pv").append(n).append(']');
        }
        graph.add(all + "concat=n=" + source.parts().size() + ":v=1:a=0[" + label + "]");
        return graph;
    }

    private static List<String> picture(MediaFacts facts, VideoTrack track, VideoTrack made, MediaOptions options) {
        List<String> filters = new ArrayList<>();
        boolean mended = options.deinterlace() == MediaOptions.Deinterlace.ALWAYS
                || (options.deinterlace() == MediaOptions.Deinterlace.AUTO && track.interlaced());
        if (mended) {
            filters.add("bwdif=mode=send_frame");
        }
        if (track.hdr()) {
            filters.addAll(BaseFilters.toStandardRange(track));
        }
        filters.add("fps=" + made.rate() + ":start_time=0");
        Size size = new Size(made.width(), made.height());
        String matrix = "";
        if (!track.hdr() && track.matrix() == null && track.pixelFormat().startsWith("yuv")) {
            matrix = ":in_color_matrix=" + (track.height() >= HIGH_DEFINITION ? "bt709" : "bt601");
        }
        filters.add("scale="
                + new Size(track.shownWidth(), track.shownHeight()).inside(size).filter() + matrix
                + ":out_color_matrix=bt709:out_range=tv");
        filters.add("format=yuv420p");
        filters.add("pad=" + size.filter() + ":(ow-iw)/2:(oh-ih)/2:black");
        filters.add("setsar=1");
        filters.add(COLORS);
        // a picture that ends before its sound stands still until then
        filters.add("tpad=stop=-1:stop_mode=clone");
        filters.add("trim=end_frame=" + frames(facts, made.rate()));
        return filters;
    }

    /** The part of a graph that puts the sounds together. */
    static List<String> sounds(Source source, String label) {
        List<String> graph = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        AudioTrack made = Objects.requireNonNull(source.facts().audio());
        VideoTrack picture = source.facts().video();
        Rational rate = picture == null ? Rational.ZERO : picture.rate();
        String alike =
                "aformat=sample_fmts=fltp:sample_rates=" + SAMPLE_RATE + "," + AudioEncoding.layout(made.channels());
        for (int n = 0; n < source.parts().size(); n++) {
            MediaFacts facts = source.parts().get(n).facts();
            AudioTrack track = facts.audio();
            String begin = track == null
                    ? "anullsrc=r=" + SAMPLE_RATE + ":cl=stereo,"
                    : String.format(
                            Locale.ROOT, "[%d:%d]aresample=%d:async=1:first_pts=0,", n, track.index(), SAMPLE_RATE);
            graph.add(begin + alike + ",apad,atrim=end_sample=" + samples(facts, rate) + "[pa" + n + "]");
            all.append("[pa").append(n).append(']');
        }
        graph.add(all + "concat=n=" + source.parts().size() + ":v=0:a=1[" + label + "]");
        return graph;
    }
}
