package dev.tintype.worker.media.plan;

import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.SoundOptions;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Looks through a source before the plan can be made: where black bars are, how loud it is. Pure: who runs the commands reads the files. */
public final class Measuring {
    /** Each of the values that cropdetect writes with every frame. */
    private static final Pattern CROP = Pattern.compile("lavfi\\.cropdetect\\.([xywh])=(-?\\d{1,9})");

    private static final int SMALLEST = 16;
    private static final double TRUE_PEAK = -1.5;
    private static final double RANGE = 11;

    private final Source source;
    private final MediaOptions options;

    public Measuring(Source source, MediaOptions options) {
        this.source = source;
        this.options = options;
    }

    /**
     * One look.
     *
     * @param file what it writes, below the work folder
     */
    public record Look(Command command, String file) {}

    /** The look for black bars, when it is asked for. */
    public Optional<Look> crop(int threads) {
        VideoTrack track = source.facts().video();
        if (track == null || options.crop() == null || !options.crop().auto()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        if (!source.joined()) {
            // bars do not come and go: key frames tell enough
            arguments.addAll(List.of("-skip_frame", "nokey"));
        }
        Reading reading = new Reading(source, options, 0);
        arguments.addAll(reading.arguments());
        arguments.addAll(reading.picture(
                track.index(),
                BaseFilters.upright(track) + "cropdetect=round=2:skip=0,metadata=mode=print:file=crop.txt"));
        arguments.addAll(List.of("-fps_mode", "passthrough", "-f", "null", "-"));
        return Optional.of(new Look(new Command("look", arguments, false), "crop.txt"));
    }

    /** The look for a still picture's colour profile, when it has one: what it writes is a PNG file with the profile in it. */
    public Optional<Look> profile(int threads) {
        VideoTrack track = source.facts().video();
        boolean still = source.facts().demuxer().picture() && source.facts().durationMs() == 0;
        if (track == null || !track.profiled() || !still || source.joined()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        Reading reading = new Reading(source, options, 0);
        arguments.addAll(reading.arguments());
        arguments.addAll(reading.picture(track.index(), "scale=2:2"));
        arguments.addAll(List.of("-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1", "file:profile.png"));
        return Optional.of(new Look(new Command("look", arguments, false), "profile.png"));
    }

    /** Reads what the look wrote: the last frame's values are those of all. Null: nothing can be cropped away. */
    public Measured.@Nullable Box box(String text) {
        Map<String, Integer> last = new HashMap<>();
        Matcher found = CROP.matcher(text);
        while (found.find()) {
            last.put(found.group(1), Integer.parseInt(found.group(2)));
        }
        VideoTrack track = Objects.requireNonNull(source.facts().video());
        Measured.Box box = new Measured.Box(
                last.getOrDefault("x", -1),
                last.getOrDefault("y", -1),
                last.getOrDefault("w", -1),
                last.getOrDefault("h", -1));
        boolean inside = box.x() >= 0
                && box.y() >= 0
                && box.width() >= SMALLEST
                && box.height() >= SMALLEST
                && box.x() + box.width() <= track.shownWidth()
                && box.y() + box.height() <= track.shownHeight();
        boolean smaller = box.width() < track.shownWidth() || box.height() < track.shownHeight();
        return inside && smaller ? box : null;
    }

    /** The sound tracks whose loudness must be known. */
    public List<AudioTrack> sounds() {
        SoundOptions sound = options.audio();
        if (sound == null || sound.normalize() == null) {
            return List.of();
        }
        List<AudioTrack> tracks = source.facts().audios();
        return sound.track() == null
                ? tracks
                : sound.track() < tracks.size() ? List.of(tracks.get(sound.track())) : List.of();
    }

    /** The look at how loud a track is. */
    public Look loudness(AudioTrack track, int threads) {
        String file = "loudness-" + track.index() + ".json";
        List<String> arguments = new ArrayList<>(Arguments.global(threads));
        Reading reading = new Reading(source, options, 0);
        arguments.addAll(reading.arguments());
        arguments.addAll(reading.sound(
                track.index(), mixed() + "loudnorm=" + target() + ":print_format=json:stats_file=" + file));
        arguments.addAll(List.of("-f", "null", "-"));
        return new Look(new Command("listen", arguments, true), file);
    }

    /** Reads what the look wrote; empty: the track is silent, and nothing can be made louder. */
    public static Optional<Measured.Loudness> loudness(String json) {
        try {
            JsonNode tree = Json.tree(json);
            Measured.Loudness loudness = new Measured.Loudness(
                    number(tree, "input_i"),
                    number(tree, "input_tp"),
                    number(tree, "input_lra"),
                    number(tree, "input_thresh"),
                    number(tree, "target_offset"));
            return Optional.of(loudness);
        } catch (JacksonException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The filter that makes a track as loud as wished; empty: it is left as it is. */
    String normalized(AudioTrack track) {
        Measured.Loudness loudness = source.measured().loudness().get(track.index());
        if (loudness == null) {
            return "";
        }
        return "loudnorm=" + target()
                + ":measured_I=" + Arguments.number(loudness.integrated())
                + ":measured_TP=" + Arguments.number(loudness.truePeak())
                + ":measured_LRA=" + Arguments.number(loudness.range())
                + ":measured_thresh=" + Arguments.number(loudness.threshold())
                + ":offset=" + Arguments.number(loudness.offset())
                // it works at 192 kHz
                + ":linear=true,aresample=" + (track.sampleRate() > 0 ? track.sampleRate() : 48_000);
    }

    /** Mixing comes first: it changes how loud it is. */
    private String mixed() {
        SoundOptions sound = options.audio();
        Integer channels = sound == null ? null : sound.channels();
        return channels == null ? "" : AudioEncoding.layout(channels) + ",";
    }

    private String target() {
        SoundOptions sound = Objects.requireNonNull(options.audio());
        double target = Objects.requireNonNull(sound.normalize()).target();
        return "I=" + Arguments.number(target) + ":TP=" + Arguments.number(TRUE_PEAK) + ":LRA="
                + Arguments.number(RANGE);
    }

    /** Outside of what loudnorm takes back is silence, or nothing that can be mended. */
    private static double number(JsonNode tree, String name) {
        double value = Double.parseDouble(tree.path(name).asString(""));
        if (!(Math.abs(value) <= 99)) {
            throw new NumberFormatException(name);
        }
        return value;
    }
}
