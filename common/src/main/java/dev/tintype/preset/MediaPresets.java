package dev.tintype.preset;

import dev.tintype.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The presets for media; those with PyProcessor's name make what its profiles of that name are meant to. */
final class MediaPresets {
    private MediaPresets() {}

    static List<Preset> all() {
        return List.of(
                preset("web-mp4", "One MP4 that every browser plays, at most 1080 lines, and a poster", """
                        {"kind": "video", "width": 1920, "height": 1080, "fit": "contain"}, {"kind": "poster"}
                        """),
                preset("hls-standard", "An HLS stream in the source's qualities, and a poster", """
                        {"kind": "hls"}, {"kind": "poster"}
                        """),
                preset("hls-fast", "An HLS stream in the source's qualities, made in less time", """
                        {"kind": "hls", "speed": "fast"}
                        """),
                preset("hls-hevc", "An HLS stream in HEVC, smaller, for players that know it", """
                        {"kind": "hls", "codec": "hevc"}
                        """),
                preset("av1-archive", "One small file to keep: AV1 and Opus in Matroska, made slowly", """
                        {"kind": "video", "codec": "av1", "container": "mkv", "crf": 28, "speed": "slow",
                         "audio": {"codec": "opus"}}
                        """),
                podcast(),
                preset(
                        "preview",
                        "What a list of videos shows: an animation, a poster, and tiles for the time bar",
                        """
                        {"kind": "animation", "format": "gif"}, {"kind": "poster"}, {"kind": "sprite"}
                        """),
                preset("pyprocessor-default", "PyProcessor's default profile: HEVC in four qualities, made fast", """
                        {"kind": "hls", "codec": "hevc", "speed": "fast", "audio_bitrate": 192000,
                         "ladder": [{"height": 1080, "max_bitrate": 11000000}, {"height": 720, "max_bitrate": 6500000},
                                    {"height": 480, "max_bitrate": 4000000}, {"height": 360, "max_bitrate": 1500000}]}
                        """),
                preset(
                        "pyprocessor-high-quality",
                        "PyProcessor's profile of high quality: four qualities, more bits",
                        """
                        {"kind": "hls", "codec": "hevc", "speed": "standard", "audio_bitrate": 192000,
                         "ladder": [{"height": 1080, "max_bitrate": 15000000}, {"height": 720, "max_bitrate": 8500000},
                                    {"height": 480, "max_bitrate": 5000000}, {"height": 360, "max_bitrate": 2500000}]}
                        """));
    }

    private static Preset podcast() {
        return new Preset(
                "podcast", "The sound alone, as loud as podcasts are, as MP3", (ObjectNode) Json.tree("""
                        {"type": "media",
                         "media": {"audio": {"normalize": {"target": -16}}},
                         "outputs": [{"kind": "audio", "format": "mp3", "bitrate": 128000}]}
                        """), null);
    }

    private static Preset preset(String name, String description, String outputs) {
        return new Preset(
                name,
                description,
                (ObjectNode) Json.tree("{\"type\": \"media\", \"outputs\": [" + outputs + "]}"),
                null);
    }
}
