package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.config.MediaProperties;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.ImageSequence;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaPart;
import dev.tintype.media.MediaSource;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Sources of several files: films put together, pictures in a row. */
class ManySourcesTest {
    private static final MediaHarness HARNESS = new MediaHarness();
    private static final String VIDEO = "{'kind':'video','speed':'fastest'}";

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    /** Stands, red, 50 frames a second, silent. */
    private static Path standing() {
        return Clips.make(
                "standing.mp4",
                "-f lavfi -i color=red:s=120x160:r=50:d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    }

    /** Blue, not square in its pixels, with sound of six channels at another rate, half a second longer than the picture. */
    private static Path wide() {
        return Clips.make(
                "wide.mkv",
                "-f lavfi -i color=blue:s=160x180:r=25:d=1 -f lavfi -i sine=frequency=880:sample_rate=44100:d=1.5"
                        + " -vf setsar=2 -af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"
                        + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a flac");
    }

    private static MediaSource joined(Path... files) {
        return MediaSource.ofParts(Stream.of(files)
                .map(file -> new MediaPart(null, null, MediaAttempt.ref(file)))
                .toList());
    }

    private static MediaAttempt make(MediaSource source, String options, String... outputs) {
        return HARNESS.make(source, options(options), outputs(outputs));
    }

    private static JobFailure failure(MediaSource source, String options, String... outputs) {
        return HARNESS.failure(source, options(options), outputs(outputs));
    }

    private static MediaOptions options(String json) {
        return Json.read(json.replace('\'', '"'), MediaOptions.class);
    }

    private static MediaOutput[] outputs(String... json) {
        return Stream.of(json)
                .map(one -> Json.read(one.replace('\'', '"'), MediaOutput.class))
                .toArray(MediaOutput[]::new);
    }

    @Test
    void parts_of_other_sizes_and_rates_and_without_sound_become_one_film() throws IOException {
        MediaAttempt made = make(
                joined(Clips.plain(), standing(), wide()),
                "{}",
                VIDEO,
                "{'kind':'thumbnails','at_ms':[1000,4000,5500,6400],'format':'png'}",
                "{'kind':'analysis'}",
                "{'kind':'hls','speed':'fastest','segment_s':2}",
                "{'kind':'quality','metrics':['ssim']}");

        // 3 s, 2 s, and 1.5 s of which the last half is a picture that stands still
        assertThat(made.number("video.mp4", "frames"))
                .as("whole frames, 50 a second")
                .isEqualTo(325);
        assertThat(made.facts("video.mp4")).containsEntry("width", 320).containsEntry("height", 180);
        assertThat(made.number("video.mp4", "duration_ms")).isBetween(6450L, 6550L);
        assertThat(Clips.ask(made.file("video.mp4"), "stream=channels", "-select_streams", "a"))
                .containsExactly("6");
        assertThat(colour(made, 2, 10, 90)).as("a bar beside what stands").isEqualTo("black");
        assertThat(colour(made, 2, 160, 90)).isEqualTo("red");
        assertThat(colour(made, 3, 10, 90)).as("square pixels fill the width").isEqualTo("blue");
        assertThat(colour(made, 4, 160, 90)).as("held until its sound ends").isEqualTo("blue");
        JsonNode analysis = Json.tree(made.text("analysis.json"));
        assertThat(analysis.at("/silence/0/start_ms").asLong()).isBetween(2900L, 3100L);
        assertThat(analysis.at("/silence/0/end_ms").asLong()).isBetween(4900L, 5100L);
        assertThat(Json.tree(made.text("quality.json")).toString()).contains("ssim");
        assertThat(made.commands().stream().filter(line -> line.contains("-force_key_frames")))
                .as("one decode for all that is encoded")
                .hasSize(1);
        assertThat(Json.tree(Json.write(made.report())).at("/parts/1/width").asInt())
                .isEqualTo(120);
    }

    @Test
    void what_applies_to_all_outputs_applies_to_what_was_put_together() throws IOException {
        MediaAttempt made = make(
                joined(Clips.plain(), standing()),
                "{'trim':{'start_ms':2500,'end_ms':4000},'fps':10,'audio':{'normalize':{}},"
                        + "'watermark':{'text':'mine','width_percent':50}}",
                VIDEO,
                "{'kind':'thumbnails','at_ms':[100,1000],'format':'png'}");

        assertThat(made.number("video.mp4", "frames")).isEqualTo(15);
        assertThat(colour(made, 1, 10, 90)).as("not yet the second part").isNotEqualTo("black");
        assertThat(colour(made, 2, 10, 90)).isEqualTo("black");
        assertThat(Json.write(made.report())).contains("loudness_lufs");
    }

    @Test
    void sounds_alone_are_put_together() {
        Path low = Clips.make("low.mp3", "-f lavfi -i sine=frequency=220:sample_rate=22050:d=1.2");
        MediaAttempt made = make(joined(Clips.tone(), low), "{}", "{'kind':'audio','format':'wav'}");

        assertThat((double) made.number("audio.wav", "duration_ms")).isCloseTo(3200, within(60.0));
    }

    @Test
    void the_part_that_cannot_be_put_to_the_others_is_named() throws IOException {
        Path list = Files.writeString(folder.resolve("list.mp4"), "ffconcat version 1.0\nfile /etc/passwd\n");

        assertThat(failure(joined(Clips.plain(), Clips.tone()), "{}", VIDEO))
                .hasMessageContaining("source.concat[1]")
                .extracting(JobFailure::code)
                .isEqualTo(ErrorCode.NO_VIDEO);
        assertThat(failure(joined(Clips.picture(), Clips.plain()), "{}", VIDEO))
                .hasMessageContaining("source.concat[0]")
                .extracting(JobFailure::code)
                .isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(failure(joined(Clips.plain(), list), "{}", VIDEO).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA);
        assertThat(failure(joined(standing(), standing()), "{}", "{'kind':'waveform'}")
                        .code())
                .isEqualTo(ErrorCode.NO_AUDIO);
    }

    @Test
    void parts_are_held_to_the_limits_together() throws IOException {
        long bytes = Files.size(Clips.plain());
        try (MediaHarness brief = new MediaHarness(limits(Duration.ofSeconds(4), 100 << 20), List.of());
                MediaHarness small = new MediaHarness(limits(Duration.ofMinutes(1), bytes + 1000), List.of())) {
            MediaSource both = joined(Clips.plain(), Clips.plain());

            assertThat(brief.failure(both, MediaOptions.defaults(), outputs(VIDEO)))
                    .hasMessageContaining("6000 milliseconds")
                    .extracting(JobFailure::code)
                    .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(small.failure(both, MediaOptions.defaults(), outputs(VIDEO)))
                    .hasMessageContaining("bytes together")
                    .extracting(JobFailure::code)
                    .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        }
    }

    private static MediaProperties limits(Duration duration, long bytes) {
        MediaProperties usual = MediaHarness.limits();
        return new MediaProperties(
                null,
                DataSize.ofBytes(bytes),
                duration,
                usual.width(),
                usual.height(),
                usual.imagePixels(),
                usual.fps(),
                usual.streams(),
                usual.outputBytes(),
                usual.memory(),
                usual.stall());
    }

    @Test
    void pictures_are_shown_in_the_order_in_which_people_count() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("shot/frame10.png", png(Color.BLUE, 64, 48));
        files.put("shot/frame2.png", png(Color.GREEN, 64, 48));
        files.put("shot/frame1.png", png(Color.RED, 64, 48));
        files.put("__MACOSX/shot/._frame1.png", new byte[] {1});
        files.put("shot/.DS_Store", new byte[] {1});
        MediaAttempt made =
                make(row(zip(files), 2), "{}", VIDEO, "{'kind':'thumbnails','at_ms':[0,500,1000],'format':'png'}");

        assertThat(made.number("video.mp4", "frames")).isEqualTo(3);
        assertThat(made.number("video.mp4", "duration_ms")).isEqualTo(1500);
        assertThat(Stream.of(1, 2, 3).map(n -> colour(made, n, 32, 24))).containsExactly("red", "green", "blue");
        assertThat(Json.write(made.report())).doesNotContain("frame10");
    }

    @Test
    void pictures_that_make_no_row_are_refused_by_number() throws IOException {
        byte[] red = png(Color.RED, 64, 48);
        byte[] smaller = png(Color.RED, 32, 48);
        byte[] cut = Arrays.copyOf(red, 60);

        refused(Map.of("1.png", red, "2.png", smaller), ErrorCode.UNSUPPORTED_MEDIA, "Picture 2");
        refused(Map.of("1.png", red, "2.jpg", image("jpg")), ErrorCode.UNSUPPORTED_MEDIA, "picture 2 is jpeg");
        refused(Map.of("1.png", red, "2.png", cut), ErrorCode.DECODE_FAILED, "1 can be read");
        // what a link is in a ZIP: a file that holds where it points
        refused(
                Map.of("1.png", red, "2.png", "../../../etc/passwd".getBytes(StandardCharsets.UTF_8)),
                ErrorCode.UNSUPPORTED_MEDIA,
                "File 2");
        refused(Map.of("../1.png", red), ErrorCode.SOURCE_UNUSABLE, "leads out of it");
        refused(Map.of("/tmp/1.png", red), ErrorCode.SOURCE_UNUSABLE, "leads out of it");
        refused(Map.of(), ErrorCode.UNSUPPORTED_MEDIA, "no ZIP");
        assertThat(failure(row(Clips.plain(), 25), "{}", VIDEO).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA);
    }

    @Test
    void a_zip_that_unpacks_to_far_more_than_it_has_is_refused_while_it_unpacks() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("1.bmp"));
            byte[] nothing = new byte[1 << 20];
            for (int n = 0; n < 200; n++) {
                out.write(nothing);
            }
        }

        assertThat(failure(row(zip, 25), "{}", VIDEO).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    private void refused(Map<String, byte[]> files, ErrorCode code, String why) throws IOException {
        assertThat(failure(row(zip(files), 25), "{}", VIDEO))
                .hasMessageContaining(why)
                .extracting(JobFailure::code)
                .isEqualTo(code);
    }

    private static MediaSource row(Path zip, double fps) {
        return MediaSource.ofPictures(new ImageSequence(HARNESS.upload(zip), fps));
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path zip = Files.createTempFile(folder, "pictures", ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return zip;
    }

    private static byte[] png(Color color, int width, int height) throws IOException {
        return encoded(color, width, height, "png");
    }

    private static byte[] image(String format) throws IOException {
        return encoded(Color.RED, 64, 48, format);
    }

    private static byte[] encoded(Color color, int width, int height, String format) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, color.getRGB());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }

    private static String colour(MediaAttempt made, int thumbnail, int x, int y) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(
                    made.file("thumbnail-%03d.png".formatted(thumbnail)).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Color pixel = new Color(picture.getRGB(x, y));
        boolean red = pixel.getRed() > 128;
        boolean green = pixel.getGreen() > 128;
        boolean blue = pixel.getBlue() > 128;
        if (red && green && blue) {
            return "white";
        }
        return red && !green && !blue
                ? "red"
                : green && !red && !blue ? "green" : blue && !red && !green ? "blue" : red || green ? "other" : "black";
    }
}
