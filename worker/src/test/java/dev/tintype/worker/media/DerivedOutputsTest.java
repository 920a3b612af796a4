package dev.tintype.worker.media;

import static dev.tintype.worker.media.OutputsTest.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.job.ErrorCode;
import dev.tintype.json.Json;
import dev.tintype.media.AnalysisOutput;
import dev.tintype.media.AnimationOutput;
import dev.tintype.media.HlsOutput;
import dev.tintype.media.ImageOutput;
import dev.tintype.media.QualityOutput;
import dev.tintype.media.SubtitlesOutput;
import dev.tintype.media.VideoOutput;
import dev.tintype.media.WaveformOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Pictures, animations, waveforms and subtitles, made by a real FFmpeg and looked at with ffprobe. */
class DerivedOutputsTest {
    private static final MediaHarness HARNESS = new MediaHarness();

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    @ParameterizedTest
    @CsvSource({"png, png, png", "jpeg, jpg, mjpeg", "webp, webp, webp", "avif, avif, av1"})
    void a_picture_changes_its_format_and_size(String format, String extension, String codec) {
        MediaAttempt made = HARNESS.make(
                Clips.picture(), output(ImageOutput.class, "{\"format\":\"%s\",\"width\":100}".formatted(format)));

        Path file = made.file("image." + extension);
        assertThat(Clips.ask(file, "stream=codec_name,width,height")).startsWith(codec, "100", "56");
        assertThat(made.facts("image." + extension)).containsEntry("width", 100).containsEntry("height", 56);
    }

    @Test
    void a_photograph_is_turned_upright_as_its_camera_says() throws IOException {
        Path photo = Clips.make("photo.jpg", "-f lavfi -i testsrc2=s=320x180 -frames:v 1");

        MediaAttempt made = HARNESS.make(
                held(photo), output(ImageOutput.class, "{\"format\":\"png\"}"), output(ImageOutput.class, "{}"));

        assertThat(made.facts("image.png")).containsEntry("width", 180).containsEntry("height", 320);
    }

    @Test
    void what_is_seen_through_stays_so() throws IOException {
        Path glass = Clips.make("glass.png", "-f lavfi -i color=red@0.5:s=64x64,format=rgba -frames:v 1");

        MediaAttempt made = HARNESS.make(glass, output(ImageOutput.class, "{\"width\":32}"));

        int alpha = ImageIO.read(made.file("image.png").toFile()).getRGB(5, 5) >>> 24;
        assertThat(alpha).isBetween(100, 150);
    }

    @Test
    void an_animation_has_the_frames_of_its_range() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(AnimationOutput.class, "{\"start_ms\":1000,\"duration_ms\":1000,\"fps\":10,\"width\":100}"),
                output(AnimationOutput.class, "{\"format\":\"webp\",\"duration_ms\":500,\"fps\":10,\"width\":100}"));

        assertThat(Clips.ask(made.file("animation.gif"), "stream=nb_read_frames,width", "-count_frames"))
                .containsExactly("100", "10");
        assertThat(made.facts("animation.gif")).containsEntry("frames", 10).containsEntry("height", 56);
        assertThat(made.facts("animation.webp")).containsEntry("frames", 5);
        assertThat(made.commands()).hasSize(1);
    }

    @Test
    void a_waveform_counts_or_draws_how_loud_it_is() throws IOException {
        Path louder = Clips.make(
                "louder.wav",
                "-f lavfi -i aevalsrc=0.1*sin(2*PI*440*t)*(lt(t\\,1))+0.8*sin(2*PI*440*t)*(gte(t\\,1)):d=2");

        MediaAttempt made = HARNESS.make(
                louder,
                output(WaveformOutput.class, "{\"per_second\":10}"),
                output(WaveformOutput.class, "{\"format\":\"png\",\"width\":200,\"height\":50,\"color\":\"#ff0000\"}"),
                output(WaveformOutput.class, "{\"format\":\"svg\"}"));

        JsonNode json = Json.tree(made.text("waveform.json"));
        assertThat(json.at("/length").asInt()).isEqualTo(20);
        assertThat(json.at("/samples_per_pixel").asInt()).isEqualTo(800);
        List<Integer> data = StreamSupport.stream(json.at("/data").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        assertThat(data).hasSize(40);
        assertThat(data.get(5)).isBetween(10, 14);
        assertThat(data.get(35)).isBetween(98, 104);
        assertThat(data.get(34)).isBetween(-104, -98);
        var image = ImageIO.read(made.file("waveform.png").toFile());
        assertThat(image.getRGB(150, 12)).isEqualTo(0xFFFF0000);
        assertThat(image.getRGB(50, 12) >>> 24).as("quiet: nothing there").isZero();
        assertThat(made.text("waveform.svg")).startsWith("<svg ").contains("stroke=\"#3366cc\"");
        assertThat(made.number("waveform.json", "duration_ms")).isEqualTo(2000);
        assertThat(made.commands().getFirst().stream().filter("pcm_s16le"::equals))
                .hasSize(1);
    }

    @Test
    void an_analysis_tells_what_happens_and_when() {
        Path parts = Clips.make(
                "parts.mp4",
                "-f lavfi -i color=red:s=160x90:r=25:d=1 -f lavfi -i testsrc2=s=160x60:r=25:d=1,pad=160:90:0:15 -f lavfi -i"
                        + " color=black:s=160x90:r=25:d=1.2 -filter_complex [0][1][2]concat=n=3[v];aevalsrc=0.3*sin(2*PI*440*t)*gte(t\\,1.5):d=3.2:s=48000[a]"
                        + " -map [v] -map [a] -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac");

        MediaAttempt made = HARNESS.make(
                parts,
                output(AnalysisOutput.class, "{}"),
                output(VideoOutput.class, "{\"speed\":\"fastest\",\"height\":60}"));

        JsonNode json = Json.tree(made.text("analysis.json"));
        assertThat(json.at("/scenes").toString()).isEqualTo("[1000,2000]");
        assertThat(json.at("/black").toString()).isEqualTo("[{\"end_ms\":3200,\"start_ms\":2000}]");
        assertThat(json.at("/freeze").toString()).isEqualTo("[]");
        assertThat(json.at("/silence").toString()).isEqualTo("[{\"end_ms\":1500,\"start_ms\":0}]");
        assertThat(json.has("crop")).as("red fills the picture").isFalse();
        assertThat(json.at("/fields/verdict").asString()).isEqualTo("progressive");
        assertThat(json.at("/loudness/integrated_lufs").asDouble()).isBetween(-16.0, -13.0);
        assertThat(json.at("/loudness/true_peak_dbfs").asDouble()).isBetween(-11.5, -9.5);
        assertThat(made.facts("analysis.json"))
                .containsEntry("scenes", 2)
                .containsEntry("black", 1)
                .containsEntry("silence", 1);
        assertThat(made.commands()).as("in the same decode").hasSize(1);
    }

    @Test
    void an_analysis_tells_of_bars_fields_and_what_stands_still() {
        Path barred = Clips.make(
                "barred.mp4",
                "-f lavfi -i testsrc2=s=160x60:r=50:d=1,scroll=horizontal=0.03,pad=160:96:0:18,tinterlace=interleave_top,setfield=tff"
                        + " -vf tpad=stop_mode=clone:stop_duration=3 -c:v libx264 -preset ultrafast -flags +ildct+ilme"
                        + " -pix_fmt yuv420p");

        JsonNode json = Json.tree(
                HARNESS.make(barred, output(AnalysisOutput.class, "{}")).text("analysis.json"));

        assertThat(json.at("/crop/width").asInt()).isEqualTo(160);
        assertThat(json.at("/crop/height").asInt()).isBetween(58, 64);
        assertThat(json.at("/fields/verdict").asString()).isEqualTo("top_first");
        assertThat(json.at("/freeze")).hasSize(1);
        assertThat(json.at("/freeze/0/end_ms").asLong()).isBetween(3_900L, 4_100L);
        assertThat(json.has("loudness")).isFalse();
    }

    @Test
    void there_is_nothing_to_analyse_in_a_still_picture() {
        assertThat(HARNESS.failure(Clips.picture(), output(AnalysisOutput.class, "{}"))
                        .code())
                .isEqualTo(ErrorCode.NO_VIDEO);
    }

    @Test
    void quality_is_told_of_everything_that_was_encoded() {
        MediaAttempt made = HARNESS.make(
                Clips.plain(),
                output(VideoOutput.class, "{\"speed\":\"fast\",\"crf\":12,\"height\":90}"),
                output(VideoOutput.class, "{\"speed\":\"fast\",\"crf\":45,\"height\":90}"),
                output(
                        HlsOutput.class,
                        "{\"ladder\":[{\"height\":180,\"crf\":20,\"max_bitrate\":4000000}],\"speed\":\"fast\"}"),
                output(QualityOutput.class, "{}"));

        JsonNode scores = Json.tree(made.text("quality.json")).at("/renditions");
        assertThat(scores).hasSize(3);
        assertThat(scores.at("/0/name").asString()).isEqualTo("video.mp4");
        assertThat(scores.at("/2/name").asString()).isEqualTo("stream-180p.mp4");
        for (String score : List.of("ssim", "psnr_db", "xpsnr_db")) {
            assertThat(scores.at("/0/" + score).asDouble())
                    .as(score)
                    .isGreaterThan(scores.at("/1/" + score).asDouble());
        }
        for (JsonNode score : scores) {
            assertThat(score.get("frames").asInt()).isBetween(75, 76);
        }
        assertThat(scores.at("/0/ssim").asDouble()).isBetween(0.97, 1.0);
        assertThat(scores.at("/2/psnr_db").asDouble())
                .as("the frames belong to each other")
                .isGreaterThan(30);
        assertThat(made.facts("quality.json")).containsEntry("renditions", 3);
    }

    @Test
    void subtitles_change_their_format_and_times() throws IOException {
        Path text = Files.writeString(
                folder.resolve("a.srt"),
                "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:02,500 --> 00:00:03,000\nBye\n");

        MediaAttempt made = HARNESS.make(
                text,
                output(SubtitlesOutput.class, "{\"shift_ms\":1500}"),
                output(SubtitlesOutput.class, "{\"format\":\"srt\",\"shift_ms\":-500}"),
                output(SubtitlesOutput.class, "{\"format\":\"ttml\"}"));

        assertThat(made.text("subtitles.vtt")).startsWith("WEBVTT").contains("00:02.500 --> 00:03.500\nHello");
        assertThat(made.text("subtitles.srt"))
                .contains("00:00:00,500 --> 00:00:01,500")
                .contains("Bye");
        assertThat(made.text("subtitles.ttml"))
                .contains("begin=\"00:00:01.000\"")
                .contains("Hello");
        assertThat(HARNESS.failure(text, output(SubtitlesOutput.class, "{\"track\":1}"))
                        .code())
                .isEqualTo(ErrorCode.SOURCE_UNUSABLE);
    }

    /** The same picture, from a camera that was turned by a quarter: EXIF 2.3, tag 0x0112. */
    private Path held(Path photo) throws IOException {
        byte[] jpeg = Files.readAllBytes(photo);
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(exif);
        out.write(Arrays.copyOfRange(jpeg, 2, jpeg.length));
        return Files.write(folder.resolve("held.jpg"), out.toByteArray());
    }
}
