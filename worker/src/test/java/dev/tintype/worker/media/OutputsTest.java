package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.tintype.json.Json;
import dev.tintype.media.AudioOutput;
import dev.tintype.media.Fit;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.PosterOutput;
import dev.tintype.media.ProbeOutput;
import dev.tintype.media.SpriteOutput;
import dev.tintype.media.ThumbnailsOutput;
import dev.tintype.media.VideoOutput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every kind of output, made by a real FFmpeg and looked at with ffprobe. */
class OutputsTest {
    private static final MediaHarness HARNESS = new MediaHarness();

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    static <T extends MediaOutput> T output(Class<T> type, String json) {
        ObjectNode tree = (ObjectNode) Json.tree(json);
        tree.put("kind", type.getAnnotation(JsonTypeName.class).value());
        return type.cast(Json.mapper().treeToValue(tree, MediaOutput.class));
    }

    static MediaOptions options(String json) {
        return Json.read(json, MediaOptions.class);
    }

    private static VideoOutput video(String json) {
        return output(VideoOutput.class, json);
    }

    @Test
    void a_probe_says_what_the_source_is_in_our_words() {
        MediaAttempt made = HARNESS.make(Clips.plain(), new ProbeOutput());

        JsonNode probe = Json.tree(made.text("probe.json"));
        assertThat(probe.at("/container").asString()).isEqualTo("mp4");
        assertThat(probe.at("/duration_ms").asLong()).isBetween(2_990L, 3_030L);
        assertThat(probe.at("/video/0/codec").asString()).isEqualTo("h264");
        assertThat(probe.at("/video/0/fps").asDouble()).isEqualTo(25.0);
        assertThat(probe.at("/video/0/frames").asInt()).isEqualTo(75);
        assertThat(probe.at("/audio/0/channels").asInt()).isEqualTo(1);
        assertThat(made.text("probe.json")).doesNotContain("filename").doesNotContain("/");
        assertThat(made.commands()).as("nothing is decoded").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "h264, mp4, h264, aac",
        "hevc, mov, hevc, aac",
        "vp9, webm, vp9, opus",
        "av1, mkv, av1, aac",
    })
    void a_video_has_the_codec_the_size_and_the_length_that_were_asked_for(
            String codec, String container, String videoCodec, String audioCodec) {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                video("{\"codec\":\"%s\",\"container\":\"%s\",\"height\":90,\"speed\":\"fastest\"}"
                        .formatted(codec, container)));

        Path file = made.file("video." + container);
        assertThat(Clips.ask(file, "stream=codec_name")).containsExactly(videoCodec, audioCodec);
        assertThat(Clips.ask(file, "stream=width,height", "-select_streams", "v"))
                .containsExactly("160", "90");
        assertThat(Clips.ask(file, "stream=nb_read_frames", "-count_frames", "-select_streams", "v"))
                .containsExactly("75");
        assertThat(made.facts("video." + container))
                .containsEntry("width", 160)
                .containsEntry("height", 90)
                .containsEntry("rotation", 0)
                .containsEntry("codecs", List.of(videoCodec, audioCodec));
        assertThat(made.number("video." + container, "duration_ms")).isBetween(2_950L, 3_060L);
        assertThat(made.artifact("video." + container).mediaType())
                .isEqualTo(VideoOutput.Container.valueOf(container.toUpperCase(Locale.ROOT))
                        .mediaType());
    }

    @Test
    void key_frames_stand_where_gop_s_says() {
        MediaAttempt made = HARNESS.make(Clips.plain(), video("{\"gop_s\":0.5,\"height\":90,\"speed\":\"fastest\"}"));

        List<String> packets =
                Clips.ask(made.file("video.mp4"), "packet=pts_time,flags", "-select_streams", "v", "-of", "csv=p=0");
        List<Double> keys = packets.stream()
                .filter(packet -> packet.contains(",K"))
                .map(packet -> Double.parseDouble(packet.substring(0, packet.indexOf(','))))
                .toList();

        assertThat(keys).hasSize(6);
        assertThat(keys.get(1) - keys.get(0)).isBetween(0.49, 0.53);
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void a_picture_goes_into_its_box_as_fit_says(Fit fit) {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                video(
                        "{\"width\":100,\"height\":100,\"fit\":\"%s\",\"speed\":\"fastest\",\"audio\":{\"codec\":\"none\"}}"
                                .formatted(fit.name().toLowerCase(Locale.ROOT))));

        assertThat(Clips.ask(made.file("video.mp4"), "stream=width,height"))
                .isEqualTo(fit == Fit.CONTAIN ? List.of("100", "56") : List.of("100", "100"));
    }

    @Test
    void nothing_is_ever_made_larger_than_the_source() {
        MediaAttempt made = HARNESS.make(
                Clips.silent(),
                video("{\"width\":1920,\"height\":1080,\"speed\":\"fastest\"}"),
                output(PosterOutput.class, "{\"width\":4000}"));

        assertThat(Clips.ask(made.file("video.mp4"), "stream=width,height")).containsExactly("320", "180");
        assertThat(made.facts("poster.jpg")).containsEntry("width", 320);
    }

    @Test
    void a_video_that_is_turned_or_has_oblong_pixels_comes_out_upright_and_square() {
        Path oblong = Clips.make(
                "oblong.mp4",
                "-f lavfi -i testsrc2=s=160x180:r=25:d=1 -vf setsar=2/1 -c:v libx264 -preset ultrafast -pix_fmt"
                        + " yuv420p");
        Path turned = Clips.make("turned.mp4", "-display_rotation 90 -i " + Clips.silent() + " -c copy");

        MediaAttempt square = HARNESS.make(oblong, video("{\"speed\":\"fastest\"}"));
        MediaAttempt upright = HARNESS.make(turned, video("{\"speed\":\"fastest\"}"), new ProbeOutput());

        assertThat(Clips.ask(square.file("video.mp4"), "stream=width,height,sample_aspect_ratio"))
                .containsExactly("320", "180", "1:1");
        assertThat(Clips.ask(upright.file("video.mp4"), "stream=width,height")).containsExactly("180", "320");
        assertThat(upright.facts("video.mp4")).containsEntry("rotation", 0);
        assertThat(Json.tree(upright.text("probe.json")).at("/video/0/rotation").asInt())
                .isEqualTo(270);
    }

    @Test
    void what_is_brighter_than_screens_is_brought_to_what_they_show() throws IOException {
        Path bright = Clips.make(
                "bright.mp4",
                "-f lavfi -i color=white:s=160x90:r=25:d=0.4 -vf"
                        + " format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
                        + " -c:v libx265 -preset ultrafast -x265-params log-level=error");

        MediaAttempt made = HARNESS.make(
                bright,
                video("{\"speed\":\"fastest\"}"),
                output(PosterOutput.class, "{\"at_ms\":0}"),
                new ProbeOutput());

        assertThat(Json.tree(made.text("probe.json")).at("/video/0/hdr").asBoolean())
                .isTrue();
        assertThat(Clips.ask(made.file("video.mp4"), "stream=pix_fmt,color_space,color_transfer,color_primaries"))
                .containsExactly("yuv420p", "bt709", "bt709", "bt709");
        assertThat(brightness(made.file("poster.jpg"))).isGreaterThan(200);
    }

    @Test
    void a_bitrate_in_two_passes_is_kept() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                video("{\"bitrate\":200000,\"two_pass\":true,\"speed\":\"fastest\",\"audio\":{\"codec\":\"none\"}}"));

        assertThat(made.commands()).hasSize(2);
        assertThat(made.number("video.mp4", "bitrate")).isBetween(140_000L, 270_000L);
    }

    @Test
    void what_already_fits_is_taken_over_and_what_does_not_says_why() {
        MediaAttempt copied = HARNESS.make(Clips.plain(), video("{\"copy\":\"auto\"}"));
        MediaAttempt encoded =
                HARNESS.make(Clips.plain(), video("{\"copy\":\"auto\",\"height\":90,\"speed\":\"fastest\"}"));

        assertThat(copied.facts("video.mp4")).containsEntry("copied", true).containsEntry("frames", 75L);
        assertThat(copied.commands().getFirst()).contains("copy").doesNotContain("libx264");
        assertThat(encoded.facts("video.mp4"))
                .containsEntry("copied", false)
                .containsEntry("not_copied", "the picture must change its size or turn");
    }

    @ParameterizedTest
    @CsvSource({"mp3, mp3", "m4a, aac", "opus, opus", "flac, flac", "wav, pcm_s16le"})
    void sound_alone_in_every_format(String format, String codec) {
        MediaAttempt made = HARNESS.make(
                Clips.plain(), output(AudioOutput.class, "{\"format\":\"%s\",\"channels\":2}".formatted(format)));

        Path file = made.file("audio." + format);
        assertThat(Clips.ask(file, "stream=codec_name,channels")).containsExactly(codec, "2");
        assertThat(made.number("audio." + format, "duration_ms")).isBetween(2_950L, 3_080L);
    }

    @Test
    void sound_of_a_surround_track_keeps_its_channels_where_the_format_can() {
        Path surround = Clips.make("surround.mp4", "-f lavfi -i sine=d=1 -af aformat=channel_layouts=5.1 -c:a aac");

        MediaAttempt made = HARNESS.make(
                surround,
                output(AudioOutput.class, "{\"format\":\"opus\"}"),
                output(AudioOutput.class, "{\"format\":\"mp3\"}"));

        assertThat(made.facts("audio.opus")).containsEntry("channels", 6);
        assertThat(made.facts("audio.mp3")).containsEntry("channels", 2);
    }

    @Test
    void a_poster_shows_the_moment_that_was_asked_for() throws IOException {
        Path halves = Clips.make(
                "halves.mp4",
                "-f lavfi -i color=red:s=160x90:r=25:d=1 -f lavfi -i color=blue:s=160x90:r=25:d=1 -filter_complex"
                        + " [0:v][1:v]concat -c:v libx264 -preset ultrafast -pix_fmt yuv420p");

        MediaAttempt made = HARNESS.make(
                halves,
                output(PosterOutput.class, "{\"at_ms\":500,\"format\":\"png\"}"),
                output(PosterOutput.class, "{\"at_percent\":75,\"format\":\"png\",\"width\":80}"),
                output(PosterOutput.class, "{\"at_percent\":100,\"format\":\"png\"}"));

        assertThat(red(made.file("poster.png"))).isTrue();
        assertThat(red(made.file("poster-2.png"))).isFalse();
        assertThat(red(made.file("poster-3.png"))).isFalse();
        assertThat(made.facts("poster-2.png")).containsEntry("width", 80).containsEntry("height", 46);
    }

    @Test
    void a_chosen_poster_is_not_black() throws IOException {
        Path dark = Clips.make(
                "dark.mp4",
                "-f lavfi -i color=black:s=160x90:r=25:d=2 -f lavfi -i testsrc2=s=160x90:r=25:d=1 -filter_complex"
                        + " [0:v][1:v]concat -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        Path night = Clips.make(
                "night.mp4",
                "-f lavfi -i color=black:s=160x90:r=25:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");

        MediaAttempt made = HARNESS.make(dark, output(PosterOutput.class, "{}"));
        MediaAttempt black = HARNESS.make(night, output(PosterOutput.class, "{\"format\":\"webp\"}"));

        assertThat(brightness(made.file("poster.jpg"))).isGreaterThan(40);
        assertThat(black.names()).containsExactly("poster.webp");
    }

    @Test
    void thumbnails_come_by_rule_or_list_from_the_one_decode() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(ThumbnailsOutput.class, "{\"every_s\":1}"),
                output(ThumbnailsOutput.class, "{\"count\":4,\"format\":\"png\",\"height\":50}"),
                output(ThumbnailsOutput.class, "{\"at_ms\":[2500,100],\"format\":\"webp\"}"));

        assertThat(made.names())
                .containsExactlyInAnyOrder(
                        "thumbnail-001.jpg",
                        "thumbnail-002.jpg",
                        "thumbnail-003.jpg",
                        "thumbnail-2-001.png",
                        "thumbnail-2-002.png",
                        "thumbnail-2-003.png",
                        "thumbnail-2-004.png",
                        "thumbnail-3-001.webp",
                        "thumbnail-3-002.webp");
        assertThat(made.facts("thumbnail-003.jpg"))
                .containsEntry("at_ms", 2000L)
                .containsEntry("width", 320);
        assertThat(made.facts("thumbnail-2-001.png"))
                .containsEntry("at_ms", 375L)
                .containsEntry("height", 50);
        assertThat(made.facts("thumbnail-3-001.webp")).containsEntry("at_ms", 100L);
        assertThat(made.commands()).hasSize(1);
    }

    @Test
    void a_sprite_has_a_tile_for_every_interval_and_a_cue_for_every_tile() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(SpriteOutput.class, "{\"every_s\":0.5,\"tile_width\":64,\"columns\":2,\"rows\":2}"));

        assertThat(made.names()).containsExactlyInAnyOrder("sprite-01.jpg", "sprite-02.jpg", "sprite.vtt");
        assertThat(made.facts("sprite-01.jpg")).containsEntry("width", 128).containsEntry("height", 72);
        assertThat(made.facts("sprite-02.jpg")).containsEntry("tiles", 2);
        assertThat(made.text("sprite.vtt"))
                .startsWith("WEBVTT\n")
                .contains("00:00:00.500 --> 00:00:01.000\nsprite-01.jpg#xywh=64,0,64,36")
                .contains("00:00:02.500 --> 00:00:03.0");
        assertThat(made.text("sprite.vtt").split("xywh", -1)).hasSize(7);
    }

    @Test
    void trim_takes_a_part_and_times_count_from_its_start() throws IOException {
        Path halves = Clips.make(
                "halves.mp4",
                "-f lavfi -i color=red:s=160x90:r=25:d=1 -f lavfi -i color=blue:s=160x90:r=25:d=1 -filter_complex"
                        + " [0:v][1:v]concat -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        MediaOptions options = options("{\"trim\":{\"start_ms\":800,\"end_ms\":1800}}");

        MediaAttempt made = HARNESS.make(
                MediaAttempt.source(halves),
                options,
                video("{\"speed\":\"fastest\"}"),
                output(PosterOutput.class, "{\"at_ms\":0,\"format\":\"png\"}"),
                output(PosterOutput.class, "{\"at_ms\":400,\"format\":\"png\"}"));

        assertThat(Clips.ask(made.file("video.mp4"), "stream=nb_frames")).containsExactly("25");
        assertThat(red(made.file("poster.png"))).isTrue();
        assertThat(red(made.file("poster-2.png"))).isFalse();
    }

    @Test
    void metadata_of_the_source_are_gone_unless_they_are_to_stay() {
        Path placed = Clips.make(
                "placed.mp4",
                "-i " + Clips.silent() + " -c copy -metadata comment=at-home -movflags use_metadata_tags");

        MediaAttempt stripped = HARNESS.make(placed, video("{\"speed\":\"fastest\"}"));
        MediaAttempt kept = HARNESS.make(
                MediaAttempt.source(placed), options("{\"strip_metadata\":false}"), video("{\"speed\":\"fastest\"}"));

        assertThat(Clips.ask(stripped.file("video.mp4"), "format_tags")).noneMatch(tag -> tag.contains("at-home"));
        assertThat(Clips.ask(kept.file("video.mp4"), "format_tags")).anyMatch(tag -> tag.contains("at-home"));
    }

    @Test
    void many_outputs_are_one_decode_and_the_report_shows_it() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                new ProbeOutput(),
                video("{\"height\":90,\"speed\":\"fastest\"}"),
                video("{\"height\":72,\"speed\":\"fastest\",\"codec\":\"vp9\"}"),
                output(AudioOutput.class, "{}"),
                output(PosterOutput.class, "{}"),
                output(ThumbnailsOutput.class, "{}"),
                output(SpriteOutput.class, "{}"));

        assertThat(made.commands()).hasSize(1);
        List<String> command = made.commands().getFirst();
        assertThat(command.stream().filter("-i"::equals)).hasSize(1);
        assertThat(command).contains("file:in/source").noneMatch(argument -> argument.contains("/tmp"));
        assertThat(made.progress()).anyMatch(p -> p.stage().equals("encode") && p.percent() > 12);
        assertThat(made.report()).containsKeys("source", "ffmpeg", "spent_ms");
    }

    private static boolean red(Path file) throws IOException {
        int rgb = ImageIO.read(file.toFile()).getRGB(10, 10);
        return (rgb >> 16 & 0xFF) > 150 && (rgb & 0xFF) < 100;
    }

    private static double brightness(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        double sum = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                int rgb = image.getRGB(x, y);
                sum += (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF);
            }
        }
        return sum / 3 / image.getWidth() / image.getHeight();
    }
}
