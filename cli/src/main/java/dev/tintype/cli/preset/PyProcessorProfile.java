package dev.tintype.cli.preset;

import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a profile of PyProcessor means as a preset: an HLS stream of its qualities. Every field is mapped, left out with a word on
 * why, or refused by name.
 *
 * @param request the preset's request
 * @param left fields that make no difference here, each with why
 * @param refused fields without which the result would not be what the profile asks for, each with why
 */
record PyProcessorProfile(ObjectNode request, List<String> left, List<String> refused) {
    private static final Pattern QUALITY = Pattern.compile("(\\d{2,4})p");
    private static final Pattern BITRATE = Pattern.compile("(\\d{1,9})([kKmM]?)");
    private static final int LEAST_AUDIO = 32_000;
    private static final int MOST_AUDIO = 512_000;

    private static final Map<String, String> SPEEDS = Map.of(
            "ultrafast", "fastest",
            "superfast", "fastest",
            "veryfast", "fast",
            "faster", "fast",
            "fast", "standard",
            "medium", "standard",
            "slow", "slow",
            "slower", "slowest",
            "veryslow", "slowest");

    private static final Set<String> FOLDERS = Set.of("input_folder", "output_folder", "auto_rename_files");

    private static final String NO_FOLDERS = ": artifacts have no folders; their names begin with the source's";

    private static final Map<String, String> OTHERS = Map.of(
            "file_validation_pattern", ": files are known by what is in them",
            "folder_organization_pattern", NO_FOLDERS,
            "auto_organize_folders", NO_FOLDERS,
            "max_parallel_jobs", ": the server's TINTYPE_SLOTS_MEDIA says how many run at once",
            "batch_processing", ": POST /v1/batches takes many jobs at once",
            "server_optimization", ": no web server is set up");

    /** Reads a profile; whatever is wrong with it is among the refused. */
    static PyProcessorProfile of(JsonNode profile) {
        PyProcessorProfile made = new PyProcessorProfile(object(), new ArrayList<>(), new ArrayList<>());
        if (!profile.path("ffmpeg_params").isObject()) {
            made.refused.add("ffmpeg_params: is missing, so this is no profile of PyProcessor");
            return made;
        }
        ObjectNode stream = object().put("kind", "hls");
        profile.properties().forEach(field -> made.field(field.getKey(), field.getValue(), stream));
        made.request.put("type", "media").putArray("outputs").add(stream);
        return made;
    }

    private void field(String name, JsonNode value, ObjectNode stream) {
        if (name.equals("ffmpeg_params")) {
            value.properties().forEach(field -> parameter(field.getKey(), field.getValue(), stream));
        } else if (name.equals("security")) {
            JsonNode encryption = value.path("encryption");
            if (encryption.path("enabled").asBoolean(false)
                    || encryption.path("encrypt_output").asBoolean(false)) {
                stream.putObject("encryption").put("method", "aes-128");
                left.add("security.encryption.*: segments are encrypted as HLS players read them; the server makes and"
                        + " keeps the keys");
            } else {
                left.add("security: it is switched off");
            }
        } else if (name.equals("file_rename_pattern")) {
            request.putObject("media").put("name", "{source}-{output}");
            left.add(name + ": artifacts are called after the source's whole file name, and not after a part of it");
        } else if (FOLDERS.contains(name)) {
            left.add(name + ": jobs name their source, and results are downloaded");
        } else if (OTHERS.containsKey(name)) {
            left.add(name + OTHERS.get(name));
        } else {
            refused.add(name + ": is not a field that is known");
        }
    }

    private void parameter(String field, JsonNode value, ObjectNode stream) {
        String name = "ffmpeg_params." + field;
        switch (field) {
            case "video_encoder" -> encoder(name, value.asString(""), stream);
            case "preset" -> {
                String speed = SPEEDS.get(value.asString("").toLowerCase(Locale.ROOT));
                if (speed == null) {
                    refused.add(name + ": is to be one of x264's, ultrafast to veryslow");
                } else {
                    stream.put("speed", speed);
                }
            }
            case "tune" -> left.add(name + ": streams are encoded without one");
            case "fps" -> left.add(name + ": it never changed the frame rate; media.fps does");
            case "include_audio" -> {
                if (!value.asBoolean(true)) {
                    refused.add(name + ": a stream has the sound that its source has");
                }
            }
            case "bitrates" -> ladder(name, value, stream);
            case "audio_bitrates" -> sound(name, value, stream);
            default -> refused.add(name + ": is not a field that is known");
        }
    }

    private void encoder(String name, String encoder, ObjectNode stream) {
        boolean hardware = encoder.matches("(h264|hevc)_(nvenc|amf|qsv)");
        if (encoder.equals("libx264") || (hardware && encoder.startsWith("h264"))) {
            stream.put("codec", "h264");
        } else if (encoder.equals("libx265") || hardware) {
            stream.put("codec", "hevc");
        } else {
            refused.add(name + ": is to be libx264, libx265 or one of their hardware's");
        }
        if (hardware) {
            left.add(name + ": the codec is taken over, the hardware is not used");
        }
    }

    private void ladder(String name, JsonNode bitrates, ObjectNode stream) {
        ArrayNode ladder = Json.mapper().createArrayNode();
        bitrates.properties().forEach(quality -> {
            Matcher height = QUALITY.matcher(quality.getKey());
            long bits = bits(quality.getValue());
            if (height.matches() && bits > 0) {
                ladder.addObject()
                        .put("height", Integer.parseInt(height.group(1)))
                        .put("max_bitrate", bits);
            } else {
                refused.add(name + "." + quality.getKey() + ": is to be as \"1080p\": \"11000k\"");
            }
        });
        if (!ladder.isEmpty()) {
            stream.set("ladder", ladder);
        }
    }

    /** All qualities share one sound: the best of the profile's. */
    private void sound(String name, JsonNode bitrates, ObjectNode stream) {
        long most =
                bitrates.valueStream().mapToLong(PyProcessorProfile::bits).max().orElse(0);
        if (most <= 0) {
            refused.add(name + ": is to be as \"1080p\": \"192k\"");
        } else {
            stream.put("audio_bitrate", Math.clamp(most, LEAST_AUDIO, MOST_AUDIO));
        }
    }

    private static long bits(JsonNode value) {
        Matcher found = BITRATE.matcher(value.asString(""));
        if (!found.matches()) {
            return 0;
        }
        long factor = switch (found.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return Long.parseLong(found.group(1)) * factor;
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
