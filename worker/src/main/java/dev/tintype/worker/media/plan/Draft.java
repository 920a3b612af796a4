package dev.tintype.worker.media.plan;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.Trim;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A job's plan while it is made: outputs put their branches here. Not thread-safe. */
public final class Draft {
    private static final Rational USUAL_RATE = new Rational(25, 1);
    private static final double FASTEST = 240;

    private final Source source;
    private final MediaOptions options;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Command> before = new ArrayList<>();
    private final Map<Object, Object> shared = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    public Draft(Source source, MediaOptions options) {
        this.source = source;
        this.options = options;
        Trim trim = options.trim();
        long duration = source.facts().durationMs();
        if (trim != null && duration > 0 && trim.startMs() >= duration) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "trim starts at " + trim.startMs() + " ms, and the source ends at " + duration + " ms.");
        }
    }

    public Source source() {
        return source;
    }

    public MediaFacts facts() {
        return source.facts();
    }

    public MediaOptions options() {
        return options;
    }

    /** How long outputs are, in milliseconds; 0: not known, or a still picture. */
    public long durationMs() {
        long all = facts().durationMs();
        Trim trim = options.trim();
        if (trim == null || all == 0) {
            return all;
        }
        long end = trim.endMs() == null ? all : Math.min(all, trim.endMs());
        return Math.max(1, end - trim.startMs());
    }

    /**
     * The picture.
     *
     * @param kind the output that needs it
     * @throws JobFailure {@code no_video}
     */
    public VideoTrack video(String kind) {
        VideoTrack track = facts().video();
        if (track == null) {
            throw new JobFailure(ErrorCode.NO_VIDEO, kind + " needs a picture, and the source has none.");
        }
        return track;
    }

    /**
     * The picture, which moves.
     *
     * @throws JobFailure {@code no_video}, also for a still picture
     */
    public VideoTrack movingVideo(String kind) {
        VideoTrack track = video(kind);
        if (facts().demuxer().picture() && facts().durationMs() == 0) {
            throw new JobFailure(ErrorCode.NO_VIDEO, kind + " needs a moving picture, and the source is a still one.");
        }
        return track;
    }

    /**
     * The sound.
     *
     * @throws JobFailure {@code no_audio}
     */
    public AudioTrack audio(String kind) {
        AudioTrack track = facts().audio();
        if (track == null) {
            throw new JobFailure(ErrorCode.NO_AUDIO, kind + " needs sound, and the source has none.");
        }
        return track;
    }

    /** All sound that outputs with several tracks have. */
    public List<AudioTrack> audioTracks() {
        return facts().audios();
    }

    /** Pixels of the picture as it comes to the branches. */
    public Size size() {
        VideoTrack track = Objects.requireNonNull(facts().video());
        return new Size(track.shownWidth(), track.shownHeight());
    }

    /** Frames a second as they come to the branches. */
    public Rational rate() {
        VideoTrack track = Objects.requireNonNull(facts().video());
        Rational rate = track.rate();
        return rate.isZero() || rate.value() > FASTEST ? USUAL_RATE : rate;
    }

    /** What becomes of the source's metadata in a file: all of it goes, or what people wrote stays. */
    public List<String> metadata() {
        return options.stripMetadata()
                ? List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
                : List.of("-map_metadata", "0", "-map_chapters", "0");
    }

    /** A name for an artifact that no other has: {@code poster.jpg}, {@code poster-2.jpg}. */
    public String name(String base, String extension) {
        int count = names.merge(base + "." + extension, 1, Integer::sum);
        return (count == 1 ? base : base + "-" + count) + "." + extension;
    }

    /** The same for several artifacts that begin alike: {@code sprite}, {@code sprite-2}. */
    public String stem(String base) {
        int count = names.merge(base, 1, Integer::sum);
        return count == 1 ? base : base + "-" + count;
    }

    /** What several outputs make together: made by the first, the same for the others. */
    @SuppressWarnings("unchecked")
    public <T> T shared(Object key, Supplier<T> make) {
        Object known = shared.get(key);
        if (known == null) {
            known = make.get();
            shared.put(key, known);
        }
        return (T) known;
    }

    /** Adds what one file needs of the decode. */
    public void add(Branch branch) {
        branches.add(branch);
    }

    /** Adds a run that must come before: a first pass. */
    public void addBefore(Command command) {
        before.add(command);
    }

    /** Every run, in order. */
    public List<Command> commands(int threads) {
        List<Command> commands = new ArrayList<>(before);
        if (!branches.isEmpty()) {
            commands.add(new MainCommand(this, branches).build(threads));
        }
        return List.copyOf(commands);
    }
}
