package dev.tintype.worker.media.probe;

import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns ffprobe's JSON into facts. Everything in it may be missing, wrong or hostile. */
final class ProbeReader {
    private static final Pattern DEPTH = Pattern.compile("p(9|10|12|14|16)(le|be)?$");
    private static final Pattern ALPHA = Pattern.compile("^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8).*");
    private static final int MOST_TEXT = 200;
    /** Rates further apart than this come from frames that come unevenly. */
    private static final double RATE_TOLERANCE = 0.02;

    private ProbeReader() {}

    static MediaFacts read(String json, Demuxer demuxer, long bytes) {
        JsonNode tree = Json.tree(json);
        List<VideoTrack> videos = new ArrayList<>();
        List<AudioTrack> audios = new ArrayList<>();
        List<SubtitleTrack> subtitles = new ArrayList<>();
        boolean cover = false;
        for (JsonNode stream : tree.path("streams")) {
            switch (stream.path("codec_type").asString("")) {
                case "video" -> {
                    if (flag(stream, "attached_pic")) {
                        cover = true;
                    } else {
                        videos.add(video(stream, rotation(stream, tree), profiled(tree)));
                    }
                }
                case "audio" -> audios.add(audio(stream));
                case "subtitle" -> subtitles.add(subtitle(stream));
                default -> {
                    // data, attachments: never read
                }
            }
        }
        JsonNode format = tree.path("format");
        return new MediaFacts(
                demuxer,
                duration(tree, demuxer),
                bytes,
                number(format, "bit_rate"),
                tree.path("streams").size(),
                videos,
                audios,
                subtitles,
                tree.path("chapters").size(),
                cover);
    }

    /** The file's, else the longest stream's. */
    private static long duration(JsonNode tree, Demuxer demuxer) {
        if (demuxer.picture() && demuxer != Demuxer.GIF && demuxer != Demuxer.APNG) {
            return 0;
        }
        long longest = seconds(tree.path("format"));
        if (longest == 0) {
            for (JsonNode stream : tree.path("streams")) {
                longest = Math.max(longest, seconds(stream));
            }
        }
        return longest;
    }

    private static long seconds(JsonNode node) {
        String text = node.path("duration").asString("");
        return text.matches("\\d{1,12}(\\.\\d+)?") ? Math.round(Double.parseDouble(text) * 1000) : 0;
    }

    private static VideoTrack video(JsonNode stream, int rotation, boolean profiled) {
        String format = stream.path("pix_fmt").asString("unknown");
        Matcher depth = DEPTH.matcher(format);
        Rational average = Rational.parse(stream.path("avg_frame_rate").asString(""));
        Rational real = Rational.parse(stream.path("r_frame_rate").asString(""));
        Rational rate = average.isZero() ? real : average;
        return new VideoTrack(
                stream.path("index").asInt(0),
                stream.path("codec_name").asString("unknown"),
                text(stream, "profile"),
                stream.path("width").asInt(0),
                stream.path("height").asInt(0),
                Rational.parse(stream.path("sample_aspect_ratio").asString("")),
                rotation,
                rate,
                !real.isZero() && Math.abs(real.value() - rate.value()) > RATE_TOLERANCE * rate.value(),
                format,
                depth.find() ? Integer.parseInt(depth.group(1)) : 8,
                ALPHA.matcher(format).matches(),
                text(stream, "field_order"),
                colour(stream, "color_primaries"),
                colour(stream, "color_transfer"),
                colour(stream, "color_space"),
                colour(stream, "color_range"),
                profiled,
                number(stream, "nb_frames"),
                number(stream, "bit_rate"));
    }

    /** ffprobe counts anticlockwise. */
    private static int rotation(JsonNode stream, JsonNode tree) {
        int turned = rotation(stream);
        return turned == 0 ? rotation(tree.path("frames").path(0)) : turned;
    }

    private static boolean profiled(JsonNode tree) {
        return tree.path("frames")
                .path(0)
                .path("side_data_list")
                .valueStream()
                .anyMatch(data -> data.path("side_data_type").asString("").equals("ICC profile"));
    }

    private static int rotation(JsonNode stream) {
        for (JsonNode data : stream.path("side_data_list")) {
            if (data.has("rotation")) {
                long turned = Math.round(data.path("rotation").asDouble(0) / 90) * 90;
                return (int) Math.floorMod(-turned, 360L);
            }
        }
        return 0;
    }

    private static AudioTrack audio(JsonNode stream) {
        return new AudioTrack(
                stream.path("index").asInt(0),
                stream.path("codec_name").asString("unknown"),
                text(stream, "profile"),
                stream.path("channels").asInt(0),
                text(stream, "channel_layout"),
                (int) number(stream, "sample_rate"),
                number(stream, "bit_rate"),
                language(stream),
                text(stream.path("tags"), "title"));
    }

    private static SubtitleTrack subtitle(JsonNode stream) {
        return new SubtitleTrack(
                stream.path("index").asInt(0),
                stream.path("codec_name").asString("unknown"),
                language(stream),
                text(stream.path("tags"), "title"),
                flag(stream, "forced"));
    }

    /** Only what is a language tag: it goes into play lists. */
    private static @Nullable String language(JsonNode stream) {
        String tag = stream.path("tags").path("language").asString("").toLowerCase(Locale.ROOT);
        return tag.matches("[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}") && !tag.equals("und") ? tag : null;
    }

    private static @Nullable String colour(JsonNode stream, String name) {
        String value = text(stream, name);
        return value == null || value.equals("unknown") || value.equals("reserved") ? null : value;
    }

    private static @Nullable String text(JsonNode node, String name) {
        String value =
                node.path(name).asString("").replaceAll("\\p{Cntrl}", " ").strip();
        if (value.isEmpty()) {
            return null;
        }
        return value.length() > MOST_TEXT ? value.substring(0, MOST_TEXT) : value;
    }

    private static long number(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static boolean flag(JsonNode stream, String name) {
        return stream.path("disposition").path(name).asInt(0) == 1;
    }
}
