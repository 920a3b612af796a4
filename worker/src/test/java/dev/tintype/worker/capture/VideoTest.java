package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.Viewport;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Videos, as FFmpeg's own programs see them. */
class VideoTest {
    /** Red on top, blue at the end, and something that moves. */
    private static final String TALL = "<body style='margin:0'><div style='height:300px;background:#ff0000'></div>"
            + "<div style='height:1200px;background:#00ff00'></div><div style='height:300px;background:#0000ff'></div>"
            + "<style>@keyframes m{from{left:0}to{left:300px}}i{position:fixed;top:0;width:10px;height:10px;background:#fff;"
            + "animation:m 1s linear infinite}</style><i></i>";

    private static Harness harness;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        harness = new Harness();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @ParameterizedTest
    @CsvSource({"mp4,h264,video/mp4", "webm,vp9,video/webm", "gif,gif,image/gif"})
    void a_video_has_its_length_frame_rate_and_size_and_scrolls_to_the_end(
            String format, String codec, String mediaType) throws IOException, InterruptedException {
        MemoryAttempt done = harness.capture(
                html(TALL),
                Harness.page(new Viewport(401, 300), 1, null),
                output("{'kind':'video','format':'" + format + "','duration_ms':2000,'fps':20,'scroll':true}"),
                ScreenshotOutput.defaults());
        String name = "video." + format;
        Path file = Files.write(folder.resolve(name), done.bytes(name));
        JsonNode stream = probe(file).at("/streams/0");

        assertThat(done.facts(name))
                .containsEntry("frames", 40)
                .containsEntry("fps", 20)
                .containsEntry("duration_ms", 2000L)
                .containsEntry("width", 400)
                .containsEntry("height", 300);
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo(mediaType);
        assertThat(stream.get("codec_name").asString()).isEqualTo(codec);
        assertThat(stream.get("width").asInt()).isEqualTo(400);
        assertThat(stream.get("height").asInt()).isEqualTo(300);
        assertThat(stream.get("nb_read_frames").asString()).isEqualTo("40");
        assertThat(stream.get("r_frame_rate").asString()).isEqualTo("20/1");
        assertThat(Double.parseDouble(probe(file).at("/format/duration").asString()))
                .isCloseTo(2.0, within(0.06));
        assertColour(frame(file, 0).getRGB(200, 150), Color.RED);
        assertColour(frame(file, 39).getRGB(200, 150), Color.BLUE);
        assertThat(new Color(done.image("screenshot.png").getRGB(200, 150))).isEqualTo(Color.RED);
    }

    @Test
    void an_animated_webp_has_its_length_and_moves_in_the_browser() {
        MemoryAttempt done = harness.capture(
                html(TALL),
                Harness.page(new Viewport(400, 300), 1, null),
                output("{'kind':'video','format':'webp','duration_ms':1000,'fps':10,'width':200}"));
        byte[] webp = done.bytes("video.webp");

        List<Integer> durations = webpDurations(webp);
        assertThat(durations).hasSizeBetween(4, 10);
        assertThat(durations.stream().mapToInt(Integer::intValue).sum()).isCloseTo(1000, within(10));
        assertThat(done.facts("video.webp")).containsEntry("width", 200).containsEntry("height", 150);
        harness.site.on("/video.webp", exchange -> Site.send(exchange, 200, "image/webp", webp));
        MemoryAttempt shown = harness.capture(
                CaptureSource.ofHtml("<body style='margin:0'><img src='" + harness.site.url("/video.webp") + "'>"),
                ScreenshotOutput.defaults());
        assertColour(shown.image("screenshot.png").getRGB(100, 75), Color.RED);
        assertThat(shown.image("screenshot.png").getRGB(210, 75)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void a_page_that_does_not_move_has_all_its_frames_too() throws IOException, InterruptedException {
        MemoryAttempt done = harness.capture(
                html("<body style='background:#ff0000'>"),
                output("{'kind':'video','duration_ms':1000,'fps':12,'width':320}"));
        Path file = Files.write(folder.resolve("still.mp4"), done.bytes("video.mp4"));

        assertThat(probe(file).at("/streams/0/nb_read_frames").asString()).isEqualTo("12");
        assertColour(frame(file, 11).getRGB(160, 90), Color.RED);
    }

    @Test
    void what_moves_is_seen_to_move_steadily() throws IOException, InterruptedException {
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0;background:#000'><style>@keyframes m{from{left:0}to{left:600px}}"
                                + "i{position:absolute;top:0;width:60px;height:100px;background:#fff;animation:m 3s linear 3}</style><i></i>"),
                Harness.page(new Viewport(660, 100), 1, null),
                output("{'kind':'video','duration_ms':1500,'fps':20}"));
        Path file = Files.write(folder.resolve("moving.mp4"), done.bytes("video.mp4"));

        int early = whiteStart(frame(file, 5));
        int late = whiteStart(frame(file, 15));
        // Ten frames are half a second: 100 px, or a jump back to the start.
        assertThat(Math.floorMod(late - early, 600)).isBetween(60, 140);
    }

    @Test
    void steps_are_done_on_camera_one_after_the_other() throws IOException, InterruptedException {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0;background:#ff0000;height:2000px'>"
                        + "<button style='position:fixed;top:0;left:0'>go</button>"
                        + "<script>document.querySelector('button').onclick = () => document.body.style.background = '#0000ff';"
                        + "addEventListener('later', () => document.body.style.background = '#00ff00')</script>"),
                Harness.page(new Viewport(400, 300), 1, null),
                output("{'kind':'video','duration_ms':6000,'fps':10,'actions':["
                        + "{'action':'wait_for','wait_for':{'delay_ms':500}},"
                        + "{'action':'click','selector':'button'},"
                        + "{'action':'wait_for','wait_for':{'delay_ms':400}},"
                        + "{'action':'evaluate','script':'setTimeout(() => dispatchEvent(new Event(`later`)), 1)'},"
                        + "{'action':'wait_for','wait_for':{'event':'later'}},"
                        + "{'action':'click','selector':'#nowhere','optional':true,'timeout_ms':50}]}"));
        Path file = Files.write(folder.resolve("acted.mp4"), done.bytes("video.mp4"));

        assertThat(probe(file).at("/streams/0/nb_read_frames").asString()).isEqualTo("60");
        assertColour(frame(file, 2).getRGB(200, 150), Color.RED);
        List<Color> seen = new ArrayList<>();
        for (int i = 0; i < 60; i += 4) {
            Color colour = nearest(frame(file, i).getRGB(200, 150));
            if (seen.isEmpty() || !seen.getLast().equals(colour)) {
                seen.add(colour);
            }
        }
        assertThat(seen).containsExactly(Color.RED, Color.BLUE, Color.GREEN);
        assertThat((List<?>) done.report().get("video_actions")).hasSize(6);
    }

    @Test
    void steps_that_do_not_fit_into_the_video_fail_and_say_so() {
        JobFailure failure = harness.failure(
                html("<p>text"),
                Harness.within(20_000),
                output("{'kind':'video','duration_ms':500,'actions':["
                        + "{'action':'wait_for','wait_for':{'delay_ms':5000}},{'action':'press','key':'Enter'}]}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.ACTION_FAILED);
        assertThat(failure.detail()).contains("duration_ms");
    }

    private static Color nearest(int rgb) {
        Color colour = new Color(rgb);
        int most = Math.max(colour.getRed(), Math.max(colour.getGreen(), colour.getBlue()));
        return most == colour.getRed() ? Color.RED : most == colour.getGreen() ? Color.GREEN : Color.BLUE;
    }

    @Test
    void a_video_longer_than_the_page_s_time_says_what_to_do() {
        JobFailure failure =
                harness.failure(html("<p>text"), Harness.within(3_000), output("{'kind':'video','duration_ms':5000}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("page.timeout_ms");
    }

    private static int whiteStart(BufferedImage image) {
        for (int x = 0; x < image.getWidth(); x++) {
            if ((image.getRGB(x, 50) & 0xFF) > 128) {
                return x;
            }
        }
        throw new AssertionError("nothing white");
    }

    private static void assertColour(int is, Color should) {
        Color colour = new Color(is);
        assertThat(Math.abs(colour.getRed() - should.getRed())
                        + Math.abs(colour.getGreen() - should.getGreen())
                        + Math.abs(colour.getBlue() - should.getBlue()))
                .as("%s should be %s", colour, should)
                .isLessThan(40);
    }

    private static JsonNode probe(Path file) throws IOException, InterruptedException {
        return Json.tree(new String(
                run(
                        Loader.load(ffprobe.class),
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_streams",
                        "-show_format",
                        "-of",
                        "json",
                        file.toString()),
                StandardCharsets.UTF_8));
    }

    private static BufferedImage frame(Path file, int index) throws IOException, InterruptedException {
        Path png = folder.resolve(file.getFileName() + "." + index + ".png");
        run(
                Loader.load(ffmpeg.class),
                "-v",
                "error",
                "-y",
                "-i",
                file.toString(),
                "-vf",
                "select=eq(n\\," + index + ")",
                "-frames:v",
                "1",
                png.toString());
        return ImageIO.read(png.toFile());
    }

    private static byte[] run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put("LD_LIBRARY_PATH", String.valueOf(Path.of(command[0]).getParent()));
        Process process = builder.start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return out;
    }

    /** RFC 9649 §2.7.1.1: ANMF chunks hold each frame's duration. */
    private static List<Integer> webpDurations(byte[] webp) {
        ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).position(12);
        List<Integer> durations = new ArrayList<>();
        while (in.remaining() >= 8) {
            byte[] tag = new byte[4];
            in.get(tag);
            int size = in.getInt();
            if (new String(tag, StandardCharsets.US_ASCII).equals("ANMF")) {
                durations.add(in.getInt(in.position() + 12) & 0xFFFFFF);
            }
            in.position(Math.min(in.limit(), in.position() + size + size % 2));
        }
        return durations;
    }
}
