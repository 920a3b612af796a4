package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What applies to all outputs, made by a real FFmpeg and looked at in the pixels and samples. */
class MediaOptionsTest {
    private static final MediaHarness HARNESS = new MediaHarness();
    private static final String FAST = "{'kind':'video','speed':'fastest'}";
    private static final String POSTER = "{'kind':'poster','at_ms':500,'format':'png'}";

    @AfterAll
    static void close() {
        HARNESS.close();
    }

    /** Red on the left, blue on the right, black bars above and below. */
    private static Path bars() {
        return Clips.make(
                "bars.mp4",
                "-f lavfi -i color=red:s=160x120:r=25:d=1 -f lavfi -i color=blue:s=160x120:r=25:d=1 -filter_complex"
                        + " [0:v][1:v]hstack,pad=320:180:0:30:black -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    }

    private static MediaAttempt make(Path file, String options, String... outputs) {
        return HARNESS.make(MediaAttempt.source(file), options(options), outputs(outputs));
    }

    private static MediaOptions options(String json) {
        return Json.read(json.replace('\'', '"'), MediaOptions.class);
    }

    private static MediaOutput[] outputs(String... json) {
        return Stream.of(json)
                .map(one -> Json.read(one.replace('\'', '"'), MediaOutput.class))
                .toArray(MediaOutput[]::new);
    }

    private static JobFailure failure(Path file, String options, String... outputs) {
        return HARNESS.failure(MediaAttempt.source(file), options(options), outputs(outputs));
    }

    private static List<String> size(Path file) {
        return Clips.ask(file, "stream=width,height", "-select_streams", "v");
    }

    @Test
    void a_box_is_cut_out_of_every_output() throws IOException {
        MediaAttempt made =
                make(bars(), "{'crop':{'x':160,'y':40,'width':100,'height':80}}", FAST, POSTER, "{'kind':'sprite'}");

        assertThat(size(made.file("video.mp4"))).containsExactly("100", "80");
        BufferedImage picture = ImageIO.read(made.file("poster.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(100);
        assertThat(colour(picture, 2, 2)).isEqualTo("blue");
        assertThat(colour(picture, 97, 77)).isEqualTo("blue");
        assertThat(made.facts("sprite-01.jpg")).containsEntry("tile_height", 128);
    }

    @Test
    void black_bars_are_found_and_taken_away() throws IOException {
        MediaAttempt made = make(bars(), "{'crop':'auto'}", FAST, POSTER);

        assertThat(size(made.file("video.mp4"))).containsExactly("320", "120");
        BufferedImage picture = ImageIO.read(made.file("poster.png").toFile());
        assertThat(colour(picture, 5, 2)).isEqualTo("red");
        assertThat(colour(picture, 315, 117)).isEqualTo("blue");
        assertThat(made.report().get("measured")).asString().contains("height=120");
        assertThat(make(Clips.plain(), "{'crop':'auto'}", FAST).report()).doesNotContainKey("measured");
    }

    @Test
    void a_box_outside_the_picture_is_refused() {
        JobFailure failure = failure(bars(), "{'crop':{'x':300,'y':0,'width':100,'height':80}}", FAST);

        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(failure).hasMessageContaining("media.crop").hasMessageContaining("400");
    }

    @ParameterizedTest
    @CsvSource({"90, 180, 320, 90, 5, red", "180, 320, 180, 300, 90, red", "270, 180, 320, 90, 5, blue"})
    void a_picture_is_turned_clockwise(int degrees, String width, String height, int x, int y, String colour)
            throws IOException {
        MediaAttempt made = make(bars(), "{'rotate':%d}".formatted(degrees), FAST, POSTER);

        assertThat(size(made.file("video.mp4"))).containsExactly(width, height);
        assertThat(colour(ImageIO.read(made.file("poster.png").toFile()), x, y)).isEqualTo(colour);
    }

    @Test
    void frames_come_at_the_rate_that_was_asked_for() {
        MediaAttempt made =
                make(Clips.plain(), "{'fps':10}", FAST, "{'kind':'hls','ladder':[{'height':90}],'speed':'fastest'}");

        assertThat(Clips.ask(made.file("video.mp4"), "stream=r_frame_rate,nb_frames", "-select_streams", "v"))
                .containsExactly("10/1", "30");
        assertThat(made.text("hls.m3u8")).contains("FRAME-RATE=10.000");
        assertThat(Clips.ask(
                        make(Clips.plain(), "{'fps':29.97}", FAST).file("video.mp4"),
                        "stream=r_frame_rate",
                        "-select_streams",
                        "v"))
                .containsExactly("30000/1001");
    }

    @Test
    void interlaced_pictures_are_mended_unless_they_are_to_stay() throws IOException {
        Path interlaced = Clips.make(
                "fields.mp4",
                "-f lavfi -i smptebars=s=320x180:r=50:d=1 -vf scroll=horizontal=0.03,tinterlace=interleave_top,setfield=tff -c:v libx264"
                        + " -preset ultrafast -flags +ildct+ilme -pix_fmt yuv420p");

        long mended = combing(make(interlaced, "{}", POSTER).file("poster.png"));
        long told = combing(make(interlaced, "{'deinterlace':'always'}", POSTER).file("poster.png"));
        long left = combing(make(interlaced, "{'deinterlace':'never'}", POSTER).file("poster.png"));

        assertThat(left).isGreaterThan(mended * 4);
        assertThat(told).isEqualTo(mended);
    }

    @Test
    void hdr_stays_with_ten_bits_where_it_is_kept_and_pictures_are_for_usual_screens() {
        Path bright = Clips.make(
                "bright.mp4",
                "-f lavfi -i testsrc2=s=160x90:r=25:d=1 -vf"
                        + " format=yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
                        + " -c:v libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1");

        MediaAttempt made = make(
                bright,
                "{'hdr':'keep'}",
                "{'kind':'video','codec':'hevc','speed':'fastest'}",
                "{'kind':'hls','codec':'hevc','speed':'fastest'}",
                "{'kind':'dash','codec':'hevc','speed':'fastest'}",
                POSTER);
        MediaAttempt usual = make(bright, "{}", FAST);

        assertThat(Clips.ask(made.file("video.mp4"), "stream=pix_fmt,color_space,color_transfer,color_primaries"))
                .containsExactly("yuv420p10le", "bt2020nc", "smpte2084", "bt2020");
        assertThat(made.text("hls.m3u8")).contains("VIDEO-RANGE=PQ").contains("hvc1.2.");
        assertThat(made.text("dash.mpd")).contains("cicp:TransferCharacteristics\" value=\"16\"");
        assertThat(made.commands().getFirst().toString()).contains("tonemap=hable");
        assertThat(Clips.ask(usual.file("video.mp4"), "stream=pix_fmt,color_transfer"))
                .containsExactly("yuv420p", "bt709");
    }

    @Test
    void a_picture_is_put_where_and_when_it_was_asked_for() throws IOException {
        Path mark = Clips.make("mark.png", "-f lavfi -i color=lime:s=40x20 -frames:v 1 -update 1");
        String ref = Json.write(MediaAttempt.ref(mark));

        MediaAttempt made = make(
                bars(),
                "{'watermark':{'artifact':%s,'position':'top_left','width_percent':25,'margin_percent':0,'to_ms':600}}"
                        .formatted(ref),
                POSTER,
                "{'kind':'poster','at_ms':900,'format':'png'}",
                "{'kind':'poster','at_ms':500,'format':'png','width':160}");

        BufferedImage early = ImageIO.read(made.file("poster.png").toFile());
        assertThat(colour(early, 2, 2)).isEqualTo("green");
        assertThat(colour(early, 77, 37)).isEqualTo("green");
        assertThat(colour(early, 90, 50)).isEqualTo("red");
        assertThat(colour(ImageIO.read(made.file("poster-2.png").toFile()), 2, 2))
                .isEqualTo("black");
        assertThat(colour(ImageIO.read(made.file("poster-3.png").toFile()), 35, 17))
                .isEqualTo("green");
    }

    @Test
    void opacity_lets_what_is_below_through() throws IOException {
        Path mark = Clips.make("mark.png", "-f lavfi -i color=lime:s=40x20 -frames:v 1 -update 1");

        MediaAttempt made = make(
                bars(),
                "{'watermark':{'artifact':%s,'position':'left','opacity':0.5,'margin_percent':0}}"
                        .formatted(Json.write(MediaAttempt.ref(mark))),
                POSTER);

        int rgb = ImageIO.read(made.file("poster.png").toFile()).getRGB(10, 90);
        assertThat(rgb >> 16 & 0xFF).isBetween(90, 170);
        assertThat(rgb >> 8 & 0xFF).isBetween(90, 170);
    }

    @Test
    void words_are_written_on_the_picture_whatever_they_are() throws IOException {
        MediaAttempt plain = make(bars(), "{}", POSTER);
        MediaAttempt made = make(
                bars(),
                "{'watermark':{'text':\"it\\u0027s %{pts}: \\\\ [x];\",'position':'center','width_percent':80}}",
                POSTER);

        assertThat(white(plain.file("poster.png"))).isZero();
        assertThat(white(made.file("poster.png"))).isGreaterThan(300);
        assertThat(made.commands().toString()).doesNotContain("pts}");
    }

    @Test
    void a_watermark_that_is_no_picture_is_refused() {
        JobFailure failure = failure(
                bars(), "{'watermark':{'artifact':%s}}".formatted(Json.write(MediaAttempt.ref(Clips.tone()))), POSTER);

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA);
        assertThat(failure).hasMessageContaining("media.watermark");
    }

    /** A quiet low tone, then a loud high one. */
    private static Path voices() {
        return Clips.make(
                "voices.mkv",
                "-f lavfi -i testsrc2=s=160x90:r=25:d=4 -f lavfi -i sine=frequency=200:d=4 -f lavfi -i"
                        + " sine=frequency=3000:d=4 -map 0 -map 1 -map 2 -filter:a:0 volume=-20dB -c:v libx264 -preset"
                        + " ultrafast -pix_fmt yuv420p -c:a flac");
    }

    @Test
    void the_sound_track_and_its_channels_are_chosen_for_every_output() {
        MediaAttempt made = make(
                voices(),
                "{'audio':{'track':1,'channels':2}}",
                FAST,
                "{'kind':'audio','format':'wav'}",
                "{'kind':'hls','ladder':[{'height':90}],'speed':'fastest'}");

        assertThat(Clips.ask(made.file("audio.wav"), "stream=channels")).containsExactly("2");
        assertThat(level(made.file("audio.wav"), "highpass=f=1500")).isGreaterThan(-30);
        assertThat(level(made.file("video.mp4"), "highpass=f=1500")).isGreaterThan(-30);
        assertThat(made.text("hls.m3u8").split("TYPE=AUDIO", -1)).hasSize(2);
        assertThat(level(make(voices(), "{}", "{'kind':'audio','format':'wav'}").file("audio.wav"), "highpass=f=1500"))
                .isLessThan(-50);
    }

    @Test
    void a_track_that_is_not_there_is_refused() {
        JobFailure failure = failure(voices(), "{'audio':{'track':2}}", "{'kind':'audio'}");

        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(failure).hasMessageContaining("media.audio.track is 2, and the source has 2");
    }

    @Test
    void sound_is_made_as_loud_as_was_asked_for() {
        MediaAttempt made = make(
                voices(),
                "{'audio':{'normalize':{'target':-23}}}",
                "{'kind':'audio','format':'wav'}",
                "{'kind':'hls','ladder':[{'height':90}],'speed':'fastest'}");

        assertThat(loudness(made.file("audio.wav"))).isCloseTo(-23, within(1.0));
        assertThat(loudness(made.file("stream-audio.mp4"))).isCloseTo(-23, within(1.5));
        assertThat(loudness(made.file("stream-audio-2.mp4"))).isCloseTo(-23, within(1.5));
        assertThat(Clips.ask(made.file("audio.wav"), "stream=sample_rate")).containsExactly("44100");
        assertThat(made.report().get("measured")).asString().contains("loudness_lufs");
    }

    @Test
    void silence_stays_silent() {
        Path silence = Clips.make("silence.wav", "-f lavfi -i anullsrc=r=48000:cl=stereo -t 2");

        MediaAttempt made = make(silence, "{'audio':{'normalize':{}}}", "{'kind':'audio','format':'wav'}");

        assertThat(level(made.file("audio.wav"), "anull")).isLessThan(-90);
    }

    /** Mean level in dB after a filter. */
    private static double level(Path file, String filter) {
        return number(
                Clips.ffmpeg(List.of(
                        "-nostdin",
                        "-hide_banner",
                        "-i",
                        file.toString(),
                        "-af",
                        filter + ",volumedetect",
                        "-vn",
                        "-f",
                        "null",
                        "-")),
                "mean_volume: (-?[0-9.]+) dB");
    }

    /** Integrated, in LUFS. */
    private static double loudness(Path file) {
        String said = Clips.ffmpeg(List.of(
                "-nostdin",
                "-hide_banner",
                "-i",
                file.toString(),
                "-af",
                "ebur128=framelog=quiet",
                "-vn",
                "-f",
                "null",
                "-"));
        return number(said.substring(said.lastIndexOf("Integrated loudness")), "I: +(-?[0-9.]+) LUFS");
    }

    private static double number(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static String colour(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        if (Math.max(red, Math.max(green, blue)) < 60) {
            return "black";
        }
        return red > green && red > blue ? "red" : green > blue ? "green" : "blue";
    }

    private static int white(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        int count = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                int rgb = picture.getRGB(x, y);
                if ((rgb >> 16 & 0xFF) > 200 && (rgb >> 8 & 0xFF) > 200 && (rgb & 0xFF) > 200) {
                    count++;
                }
            }
        }
        return count;
    }

    /** How much neighbouring lines differ, over all of the picture. */
    private static long combing(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        long sum = 0;
        for (int y = 0; y + 1 < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                sum += Math.abs((picture.getRGB(x, y) & 0xFF) - (picture.getRGB(x, y + 1) & 0xFF));
            }
        }
        return sum;
    }
}
