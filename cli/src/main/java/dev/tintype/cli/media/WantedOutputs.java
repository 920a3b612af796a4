package dev.tintype.cli.media;

import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.json.Json;
import dev.tintype.media.Speed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Options that ask for outputs: one for each usual kind, and {@code --add} for any with its options as JSON. */
final class WantedOutputs {
    @Option(names = "--hls", description = "A stream for HLS players: hls.m3u8 and what it names.")
    private boolean hls;

    @Option(names = "--dash", description = "A stream for DASH players, over the same tracks.")
    private boolean dash;

    @Option(names = "--video", description = "One MP4 that plays everywhere.")
    private boolean video;

    @Option(
            names = "--audio",
            paramLabel = "FORMAT",
            arity = "0..1",
            fallbackValue = "m4a",
            description = "The sound alone: m4a, mp3, opus, flac or wav.")
    private @Nullable String audio;

    @Option(names = "--poster", description = "One picture that stands for it.")
    private boolean poster;

    @Option(
            names = "--thumbnails",
            paramLabel = "COUNT",
            arity = "0..1",
            fallbackValue = "10",
            description = "Pictures at even distances.")
    private @Nullable Integer thumbnails;

    @Option(names = "--sprite", description = "Small pictures on sheets, with a WebVTT that tells their times.")
    private boolean sprite;

    @Option(
            names = "--animation",
            paramLabel = "FORMAT",
            arity = "0..1",
            fallbackValue = "gif",
            description = "Its first seconds: gif or webp.")
    private @Nullable String animation;

    @Option(
            names = "--waveform",
            paramLabel = "FORMAT",
            arity = "0..1",
            fallbackValue = "json",
            description = "Its loudness over time: json, png or svg.")
    private @Nullable String waveform;

    @Option(names = "--probe", description = "What is in it, as JSON.")
    private boolean probe;

    @Option(
            names = "--add",
            paramLabel = "JSON",
            description =
                    "Any output with its options, e.g. '{\"kind\":\"video\",\"codec\":\"av1\"}'; may be repeated.")
    private List<String> more = new ArrayList<>();

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            description = "Time against size, of --hls, --dash and --video: ${COMPLETION-CANDIDATES}.")
    private @Nullable Speed speed;

    /**
     * The {@code outputs} of the request.
     *
     * @throws CommandFailure when nothing is asked for, or {@code --add} is no output
     */
    List<ObjectNode> read() {
        List<ObjectNode> all = new ArrayList<>();
        flag(all, hls, "hls", true);
        flag(all, dash, "dash", true);
        flag(all, video, "video", true);
        format(all, audio, "audio");
        flag(all, poster, "poster", false);
        if (thumbnails != null) {
            all.add(output("thumbnails").put("count", thumbnails));
        }
        flag(all, sprite, "sprite", false);
        format(all, animation, "animation");
        format(all, waveform, "waveform");
        flag(all, probe, "probe", false);
        more.forEach(text -> all.add(added(text)));
        if (all.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE, "nothing is asked for", "say what to make, for example --hls --poster, or --probe");
        }
        return all;
    }

    private void flag(List<ObjectNode> all, boolean wanted, String kind, boolean takesSpeed) {
        if (wanted) {
            ObjectNode output = output(kind);
            if (takesSpeed && speed != null) {
                output.put("speed", speed.name().toLowerCase(Locale.ROOT));
            }
            all.add(output);
        }
    }

    private static void format(List<ObjectNode> all, @Nullable String format, String kind) {
        if (format != null) {
            all.add(output(kind).put("format", format.toLowerCase(Locale.ROOT)));
        }
    }

    private static ObjectNode output(String kind) {
        return Json.mapper().createObjectNode().put("kind", kind);
    }

    private static ObjectNode added(String text) {
        JsonNode tree;
        try {
            tree = Json.tree(text);
        } catch (JacksonException e) {
            throw noOutput(text);
        }
        if (tree instanceof ObjectNode output && output.path("kind").isString()) {
            return output;
        }
        throw noOutput(text);
    }

    private static CommandFailure noOutput(String text) {
        return new CommandFailure(
                Exit.USAGE,
                "--add " + text + " is no JSON object with a kind",
                "for example --add '{\"kind\":\"poster\"}'");
    }
}
