package dev.tintype.worker.media.plan;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.media.Crop;
import dev.tintype.media.Hardware;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.SoundOptions;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job's plan while it is made: outputs put their branches here. Not thread-safe. */
public final class Draft {
    private static final Rational USUAL_RATE = new Rational(25, 1);
    private static final double FASTEST = 240;

    private final Source source;
    private final MediaOptions options;
    private final Naming naming;
    private final Share share;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Command> before = new ArrayList<>();
    private final List<Rendition> renditions = new ArrayList<>();
    private final List<Double> keyFrames = new ArrayList<>();
    private final Map<Object, Object> shared = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final HardwareEncoders hardware;
    private final List<Encoder> encoders = new ArrayList<>();
    private final Measured.@Nullable Box crop;
    private final List<AudioTrack> sounds;

    /**
     * Who encodes one moving picture.
     *
     * @param file the artifact
     * @param by {@code NONE}, or a card
     * @param why the processor has to; null: it was asked for, or need not
     */
    public record Encoder(
            String file, Hardware by, @Nullable String why) {}

    /** All of it, by the processor. */
    public Draft(Source source, MediaOptions options, Naming naming) {
        this(source, options, naming, new Share.All(), HardwareEncoders.none(""));
    }

    /**
     * @param share what is to be done of it
     * @param hardware what cards can do here
     */
    public Draft(Source source, MediaOptions options, Naming naming, Share share, HardwareEncoders hardware) {
        this.share = share;
        this.hardware = hardware;
        this.source = source;
        this.options = options;
        this.naming = naming;
        Trim trim = options.trim();
        long duration = source.facts().durationMs();
        if (trim != null && duration > 0 && trim.startMs() >= duration) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "trim starts at " + trim.startMs() + " ms, and the source ends at " + duration + " ms.");
        }
        this.crop = cropped(source, options);
        this.sounds = chosen(source.facts().audios(), options.audio());
    }

    private static Measured.@Nullable Box cropped(Source source, MediaOptions options) {
        Crop wished = options.crop();
        VideoTrack track = source.facts().video();
        if (wished == null || track == null) {
            return null;
        }
        if (wished.auto()) {
            return source.measured().crop();
        }
        int x = Objects.requireNonNull(wished.x());
        int y = Objects.requireNonNull(wished.y());
        int width = Objects.requireNonNull(wished.width());
        int height = Objects.requireNonNull(wished.height());
        if (x + width > track.shownWidth() || y + height > track.shownHeight()) {
            throw new JobFailure(
                    ErrorCode.SOURCE_UNUSABLE,
                    "media.crop ends at " + (x + width) + ", " + (y + height) + ", and the picture at "
                            + track.shownWidth() + ", " + track.shownHeight() + ".");
        }
        return new Measured.Box(x, y, width, height);
    }

    /** Mixing is done once for all outputs, and then the track has other channels. */
    private static List<AudioTrack> chosen(List<AudioTrack> tracks, @Nullable SoundOptions sound) {
        if (sound == null) {
            return tracks;
        }
        Integer track = sound.track();
        if (track != null && track >= tracks.size()) {
            throw new JobFailure(
                    tracks.isEmpty() ? ErrorCode.NO_AUDIO : ErrorCode.SOURCE_UNUSABLE,
                    "media.audio.track is " + track + ", and the source has " + tracks.size() + " sound tracks.");
        }
        Integer channels = sound.channels();
        return (track == null ? tracks : List.of(tracks.get(track)))
                .stream()
                        .map(one -> channels == null ? one : one.mixed(channels))
                        .toList();
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
        if (still()) {
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
        AudioTrack track = sound();
        if (track == null) {
            throw new JobFailure(ErrorCode.NO_AUDIO, kind + " needs sound, and the source has none.");
        }
        return track;
    }

    /** All sound that outputs with several tracks have. */
    public List<AudioTrack> audioTracks() {
        return sounds;
    }

    /** The sound that outputs are made of; null: there is none. */
    public @Nullable AudioTrack sound() {
        return sounds.isEmpty() ? null : sounds.getFirst();
    }

    /** Channels of each sound track of a stream. */
    public int streamChannels() {
        SoundOptions sound = options.audio();
        return sound == null || sound.channels() == null ? 2 : sound.channels();
    }

    /** The part of the upright picture that is kept; null: all of it. */
    Measured.@Nullable Box crop() {
        return crop;
    }

    /** Whether the source is one picture that does not move. */
    public boolean still() {
        return facts().demuxer().picture() && facts().durationMs() == 0;
    }

    /** Whether interlaced pictures are mended; those of several files are, each for itself, before they are put together. */
    public boolean deinterlaced() {
        if (source.joined()) {
            return false;
        }
        VideoTrack track = facts().video();
        return switch (options.deinterlace()) {
            case AUTO -> track != null && track.interlaced();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /** Whether videos and streams stay brighter than usual screens show. */
    public boolean keepsHdr() {
        VideoTrack track = facts().video();
        return options.hdr() == MediaOptions.Hdr.KEEP && track != null && track.hdr();
    }

    /** Pixels of the picture as it comes to the branches. */
    public Size size() {
        VideoTrack track = Objects.requireNonNull(facts().video());
        Size size = crop == null
                ? new Size(track.shownWidth(), track.shownHeight())
                : new Size(crop.width(), crop.height());
        boolean turned = options.rotate() != null && options.rotate() % 180 != 0;
        return turned ? size.turned() : size;
    }

    /** What gives a picture of the source square pixels, for one that does not come through the graph; ends with a comma. */
    public String upright() {
        return BaseFilters.upright(Objects.requireNonNull(facts().video()));
    }

    /** Frames a second as they come to the branches. */
    public Rational rate() {
        VideoTrack track = Objects.requireNonNull(facts().video());
        if (options.fps() != null) {
            return Rational.ofRate(options.fps());
        }
        return usable(track.rate());
    }

    /** What a file says of its rate may be nothing, or nonsense. */
    static Rational usable(Rational rate) {
        return rate.isZero() || rate.value() > FASTEST ? USUAL_RATE : rate;
    }

    /** What is done to a sound track before anything else, for one that does not come through the graph; ends with a comma. */
    public String filters(AudioTrack track) {
        List<String> filters = BaseFilters.audio(this, track);
        return filters.isEmpty() ? "" : String.join(",", filters) + ",";
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
        return naming.of(count == 1 ? base : base + "-" + count) + "." + extension;
    }

    /** The same for several artifacts that begin alike: {@code sprite}, {@code sprite-2}. */
    public String stem(String base) {
        int count = names.merge(base, 1, Integer::sum);
        return naming.of(count == 1 ? base : base + "-" + count);
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
        if (!(share instanceof Share.Chunk)) {
            branches.add(branch);
        }
    }

    /**
     * Adds a file with a moving picture that is encoded.
     *
     * @param encoding how the picture is encoded, by the processor or a card
     * @param passes arguments of one of two passes; empty: there is one
     * @param everyS seconds at whose multiples it has key frames
     * @param audio filters of the sound; null: no sound
     * @param rest the arguments after those of the encoder: sound, muxer, file
     */
    public void encode(
            Rendition rendition,
            VideoEncoding encoding,
            List<String> passes,
            double everyS,
            @Nullable String audio,
            List<String> rest) {
        int picture = renditions.size();
        renditions.add(rendition);
        keyFrames.add(everyS);
        Encoder encoder = encoder(rendition.file(), encoding, !passes.isEmpty());
        encoders.add(encoder);
        switch (share) {
            case Share.All()
            when encoder.by() != Hardware.NONE -> {
                HardwareEncoding card = new HardwareEncoding(encoding, encoder.by());
                branches.add(Branch.steady(rendition.filters() + card.upload(), audio, both(card.arguments(), rest)));
            }
            case Share.All() ->
                branches.add(Branch.steady(rendition.filters(), audio, both(both(encoding.arguments(), passes), rest)));
            case Share.Chunk _ ->
                branches.add(Branch.steady(
                        rendition.filters(), null, both(both(encoding.arguments(), passes), Share.muxer(picture))));
            case Share.Join() ->
                branches.add(Branch.joined(Share.list(picture), audio, both(List.of("-c:v", "copy"), rest)));
        }
    }

    private Encoder encoder(String file, VideoEncoding encoding, boolean twoPasses) {
        Hardware wished = options.hardware();
        if (wished == Hardware.NONE) {
            return new Encoder(file, Hardware.NONE, null);
        }
        if (!(share instanceof Share.All)) {
            return new Encoder(file, Hardware.NONE, "it is encoded in parts, which must be alike");
        }
        if (twoPasses || !encoding.fitsCards()) {
            return new Encoder(file, Hardware.NONE, "no card has two_pass, tune or this pixel_format");
        }
        Optional<Hardware> card = hardware.choose(wished, encoding.codec());
        if (card.isEmpty() && wished != Hardware.AUTO) {
            throw new JobFailure(
                    ErrorCode.HARDWARE_MISSING,
                    "This worker has no " + wished.encoder(encoding.codec()) + ": " + hardware.missing() + ".");
        }
        return card.map(by -> new Encoder(file, by, null))
                .orElseGet(() -> new Encoder(file, Hardware.NONE, hardware.missing()));
    }

    /** Of every moving picture that is encoded, in the order of the outputs, who encodes it. */
    public List<Encoder> encoders() {
        return List.copyOf(encoders);
    }

    /** Whether a card encodes something. */
    public boolean card() {
        return encoders.stream().anyMatch(encoder -> encoder.by() != Hardware.NONE);
    }

    /** Before the inputs: what the cards need. */
    List<String> device() {
        boolean vaapi = encoders.stream().anyMatch(encoder -> encoder.by() == Hardware.VAAPI);
        return vaapi
                ? List.of(
                        "-vaapi_device",
                        Objects.requireNonNull(hardware.vaapi()).toString())
                : List.of();
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    Share share() {
        return share;
    }

    /** Of every moving picture that is encoded, the seconds at whose multiples it has key frames. */
    public List<Double> keyFrames() {
        return List.copyOf(keyFrames);
    }

    /** Every moving picture that is encoded, in the order of the outputs. */
    public List<Rendition> renditions() {
        return List.copyOf(renditions);
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
