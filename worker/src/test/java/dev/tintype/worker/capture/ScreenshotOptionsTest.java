package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.output;
import static dev.tintype.worker.capture.Harness.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.Viewport;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rarer options of a screenshot, each shown by its pixels. */
class ScreenshotOptionsTest {
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int PINK = 0xFFFF00FF;

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void padding_shows_what_is_round_the_element_as_far_as_the_page_goes() {
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0;background:#0000ff'><div id=a style='position:absolute;left:100px;top:900px;"
                                + "width:50px;height:40px;background:#ff0000'></div>"
                                + "<div id=b style='position:absolute;left:0;top:0;width:10px;height:10px;background:#00ff00'>"),
                output("{'kind':'screenshot','selector':'#a','padding':16}"),
                output("{'kind':'screenshot','selector':'#b','padding':16}"));

        BufferedImage a = done.image("screenshot.png");
        assertThat(a.getWidth()).isEqualTo(82);
        assertThat(a.getHeight()).isEqualTo(940 - 900 + 16); // the page ends where the element does
        assertThat(a.getRGB(15, 15)).isEqualTo(BLUE);
        assertThat(a.getRGB(16, 16)).isEqualTo(RED);
        assertThat(a.getRGB(65, 55)).isEqualTo(RED);
        assertThat(a.getRGB(66, 55)).isEqualTo(BLUE);
        BufferedImage b = done.image("screenshot-2.png");
        assertThat(List.of(b.getWidth(), b.getHeight())).containsExactly(26, 26);
        assertThat(b.getRGB(0, 0)).isEqualTo(GREEN);
    }

    @Test
    void all_gives_each_visible_element_as_an_artifact_of_its_own() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><i style='display:block;width:10px;height:20px;background:#ff0000'></i>"
                        + "<i style='display:none'>hidden</i><div style='height:2000px'></div>"
                        + "<i style='display:block;width:30px;height:40px;background:#0000ff'></i>"),
                page(null, 2, null),
                output("{'kind':'screenshot','selector':'i','all':true}"));

        assertThat(done.names()).containsExactlyInAnyOrder("screenshot.png", "screenshot-2.png");
        assertThat(done.image("screenshot.png").getRGB(19, 39)).isEqualTo(RED);
        assertThat(done.facts("screenshot-2.png")).containsEntry("width", 60).containsEntry("height", 80);
        assertThat(done.image("screenshot-2.png").getRGB(59, 79)).isEqualTo(BLUE);
    }

    @Test
    void more_elements_than_artifacts_may_be_is_a_limit() {
        JobFailure failure = harness.failure(
                html("<i style='display:block;height:1px'></i>".repeat(101)),
                Harness.within(20_000),
                output("{'kind':'screenshot','selector':'i','all':true}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("100");
    }

    @Test
    void clip_is_exactly_that_rectangle_wherever_it_lies() {
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0'><div style='position:absolute;left:200px;top:3000px;width:100px;height:100px;"
                                + "background:#ff0000'></div>"),
                output("{'kind':'screenshot','clip':{'x':199,'y':2999,'width':50,'height':500}}"),
                output("{'kind':'screenshot','clip':{'width':50,'height':60}}"));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getWidth()).isEqualTo(50);
        assertThat(image.getHeight()).isEqualTo(101); // there the page ends
        assertThat(image.getRGB(0, 0)).isEqualTo(WHITE);
        assertThat(image.getRGB(1, 1)).isEqualTo(RED);
        assertThat(done.facts("screenshot-2.png")).containsEntry("width", 50).containsEntry("height", 60);
    }

    @Test
    void a_clip_of_nothing_is_no_picture() {
        JobFailure failure = harness.failure(
                html("<p>short"),
                Harness.within(20_000),
                output("{'kind':'screenshot','clip':{'y':5000,'width':50,'height':50}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.BLANK_PAGE);
        assertThat(failure.detail()).contains("1280 × 720");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<iframe srcdoc='frame' style='position:absolute;top:300px'></iframe>"})
    void without_its_background_a_page_is_transparent_and_only_in_that_output(String frame) {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='width:50px;height:50px;background:#ff0000'></div>" + frame),
                output("{'kind':'screenshot','omit_background':true}"),
                ScreenshotOutput.defaults(),
                output("{'kind':'screenshot','omit_background':true,'resize':{'width':640}}"));

        assertThat(done.image("screenshot.png").getRGB(100, 100) >>> 24).isZero();
        assertThat(done.image("screenshot.png").getRGB(49, 49)).isEqualTo(RED);
        assertThat(done.image("screenshot-2.png").getRGB(100, 100)).isEqualTo(WHITE);
        assertThat(done.image("screenshot-3.png").getRGB(100, 100) >>> 24).isZero();
        assertThat(done.image("screenshot-3.png").getRGB(10, 10)).isEqualTo(RED);
    }

    @Test
    void what_is_masked_is_covered_and_only_in_that_output() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div class=ad style='width:50px;height:50px;background:#ff0000'></div>"
                        + "<div style='height:2000px'></div><div class=ad style='width:60px;height:50px'>late</div>"
                        + "<dialog id=d style='margin:0;padding:0;border:0;left:200px;top:0;width:40px;height:40px'>x</dialog>"
                        + "<script>d.showModal()</script>"),
                output("{'kind':'screenshot','full_page':true,'mask':['.ad','#d']}"),
                output("{'kind':'screenshot','full_page':true}"));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getRGB(0, 0)).isEqualTo(PINK);
        assertThat(image.getRGB(49, 49)).isEqualTo(PINK);
        assertThat(image.getRGB(50, 49)).isNotEqualTo(PINK);
        assertThat(image.getRGB(59, 2099)).isEqualTo(PINK);
        assertThat(image.getRGB(220, 20)).isEqualTo(PINK);
        assertThat(image.getHeight()).isEqualTo(done.image("screenshot-2.png").getHeight());
        assertThat(done.image("screenshot-2.png").getRGB(220, 20)).isNotEqualTo(PINK);
    }

    @Test
    void a_mask_that_is_no_selector_is_named() {
        JobFailure failure = harness.failure(
                html("<p>text"), Harness.within(20_000), output("{'kind':'screenshot','mask':['p','a[']}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
        assertThat(failure.detail()).contains("a[");
    }

    @Test
    void max_height_ends_a_full_page_there() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:3000px;background:#ff0000'></div>"),
                output("{'kind':'screenshot','full_page':true,'max_height':1000}"),
                output("{'kind':'screenshot','full_page':true,'max_height':9000}"));

        assertThat(done.image("screenshot.png").getHeight()).isEqualTo(1000);
        assertThat(done.image("screenshot-2.png").getHeight()).isEqualTo(3000);
    }

    @Test
    void resize_gives_the_size_asked_for_in_every_way_to_fit() {
        // Left half red, right half blue: 400 × 200.
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0'><div style='height:200px;background:linear-gradient(90deg,#ff0000 50%,#0000ff 50%)'>"),
                page(new Viewport(400, 200), 1, null),
                output("{'kind':'screenshot','resize':{'width':100}}"),
                output("{'kind':'screenshot','resize':{'width':100,'height':100,'fit':'contain'}}"),
                output("{'kind':'screenshot','resize':{'width':100,'height':100,'fit':'cover'}}"),
                output("{'kind':'screenshot','resize':{'width':100,'height':300,'fit':'fill'}}"),
                output("{'kind':'screenshot','resize':{'height':900}}"));

        assertSize(done, "screenshot.png", 100, 50);
        assertThat(done.image("screenshot.png").getRGB(48, 25)).isEqualTo(RED);
        assertThat(done.image("screenshot.png").getRGB(51, 25)).isEqualTo(BLUE);
        assertSize(done, "screenshot-2.png", 100, 100);
        assertThat(done.image("screenshot-2.png").getRGB(10, 24)).isEqualTo(WHITE);
        assertThat(done.image("screenshot-2.png").getRGB(10, 26)).isEqualTo(RED);
        assertSize(done, "screenshot-3.png", 100, 100);
        assertThat(done.image("screenshot-3.png").getRGB(0, 99)).isEqualTo(RED);
        assertThat(done.image("screenshot-3.png").getRGB(99, 0)).isEqualTo(BLUE);
        assertSize(done, "screenshot-4.png", 100, 300);
        assertSize(done, "screenshot-5.png", 400, 200); // inside never enlarges
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp", "avif"})
    void every_format_can_be_resized_and_shows_the_page(String format) {
        MemoryAttempt made = harness.capture(
                html("<body style='margin:0;background:#ff0000'>"),
                output("{'kind':'screenshot','format':'" + format + "','resize':{'width':101}}"));
        String name = "screenshot." + (format.equals("jpeg") ? "jpg" : format);

        assertThat(made.facts(name)).containsEntry("width", 101).containsEntry("height", 57);
        assertShows(made.bytes(name), format, 101, 57);
    }

    @Test
    void avif_is_an_avif_that_shows_the_page_and_its_quality_counts() {
        String text = "<body style='margin:0;background:#ff0000;color:#fff;font:40px serif'>"
                + "The quick brown fox ".repeat(60);
        MemoryAttempt made = harness.capture(
                html(text),
                output("{'kind':'screenshot','format':'avif'}"),
                output("{'kind':'screenshot','format':'avif','quality':10}"),
                output("{'kind':'screenshot','format':'avif','selector':'body','effort':'small'}"));

        assertThat(made.facts("screenshot.avif")).containsEntry("width", 1280).containsEntry("height", 720);
        assertThat(made.result().artifacts().getFirst().mediaType()).isEqualTo("image/avif");
        assertThat(made.bytes("screenshot-2.avif").length).isLessThan(made.bytes("screenshot.avif").length);
        assertShows(made.bytes("screenshot.avif"), "avif", 1280, 720);
        assertShows(made.bytes("screenshot-2.avif"), "avif", 1280, 720);
    }

    @Test
    void tiles_of_a_tall_page_are_right_row_by_row() {
        // Every 100 px a stripe of its own colour.
        StringBuilder body = new StringBuilder("<body style='margin:0'>");
        for (int i = 0; i < 200; i++) {
            body.append("<div style='height:100px;background:")
                    .append(hex(stripe(i)))
                    .append("'></div>");
        }
        MemoryAttempt done = harness.capture(
                html(body.toString()),
                page(new Viewport(400, 300), 1, null),
                output("{'kind':'screenshot','full_page':true}"),
                output("{'kind':'screenshot','full_page':true,'format':'webp','quality':100,'tile':true}"),
                output("{'kind':'screenshot','full_page':true,'format':'png','tile':true}"));

        BufferedImage whole = done.image("screenshot.png");
        assertThat(whole.getHeight()).isEqualTo(20_000);
        assertStripes(whole, 0);
        assertThat(done.facts("screenshot-2.png")).doesNotContainKey("tile"); // png holds it
        Map<String, Object> first = done.facts("screenshot.webp");
        Map<String, Object> second = done.facts("screenshot-2.webp");
        assertThat(first).containsEntry("tile", 1).containsEntry("tiles", 2).containsEntry("y", 0L);
        assertThat(second).containsEntry("tile", 2).containsEntry("y", (long) number(first, "height"));
        int cut = number(first, "height");
        assertThat(cut + number(second, "height")).isEqualTo(20_000);
        assertStripes(shown(done.bytes("screenshot.webp"), "webp", 400, cut), 0);
        assertStripes(shown(done.bytes("screenshot-2.webp"), "webp", 400, 20_000 - cut), cut);
    }

    @Test
    void without_tiles_a_page_too_tall_for_its_format_says_so() {
        JobFailure failure = harness.failure(
                html("<div style='height:20000px'>text"),
                Harness.within(20_000),
                output("{'kind':'screenshot','full_page':true,'format':'webp'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("16384").contains("tile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp", "avif"})
    void blank_ratio_tells_how_much_of_the_page_is_empty(String format) {
        String name = "screenshot." + (format.equals("jpeg") ? "jpg" : format);
        String shot = "{'kind':'screenshot','format':'" + format + "'}";

        assertThat(blank(harness.capture(html("<body>"), output(shot)), name)).isEqualTo(1.0);
        assertThat(blank(
                        harness.capture(
                                html("<body style='margin:0'><div style='height:180px;background:#ff0000'></div>"),
                                output(shot)),
                        name))
                .isCloseTo(0.75, within(0.03));
    }

    private static double blank(MemoryAttempt done, String name) {
        return ((Number) Objects.requireNonNull(done.facts(name).get("blank_ratio"))).doubleValue();
    }

    private static int number(Map<String, Object> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name))).intValue();
    }

    private static int stripe(int index) {
        return 0xFF000000 | ((index * 7 % 256) << 16) | ((index % 2 == 0 ? 0xFF : 0) << 8) | (255 - index);
    }

    private static String hex(int colour) {
        return String.format("#%06x", colour & 0xFFFFFF);
    }

    /** The colour of each hundred rows, at both ends of them. */
    private static void assertStripes(BufferedImage image, int offset) {
        for (int y = 2; y < image.getHeight() - 2; y++) {
            int inStripe = (y + offset) % 100;
            if (inStripe == 3 || inStripe == 96) {
                Color is = new Color(image.getRGB(200, y));
                Color should = new Color(stripe((y + offset) / 100));
                assertThat(Math.abs(is.getRed() - should.getRed())
                                + Math.abs(is.getGreen() - should.getGreen())
                                + Math.abs(is.getBlue() - should.getBlue()))
                        .as("row %d of the page", y + offset)
                        .isLessThan(12);
            }
        }
    }

    private static void assertSize(MemoryAttempt done, String name, int width, int height) {
        BufferedImage image = done.image(name);
        assertThat(List.of(image.getWidth(), image.getHeight())).as(name).containsExactly(width, height);
        assertThat(done.facts(name)).containsEntry("width", width).containsEntry("height", height);
    }

    /** The browser itself shows the picture, with its size and red at its edges. */
    private static void assertShows(byte[] picture, String format, int width, int height) {
        BufferedImage image = shown(picture, format, width, height);
        for (int[] corner : new int[][] {{width - 1, height - 1}, {0, height - 1}, {width - 1, 0}}) {
            Color colour = new Color(image.getRGB(corner[0], corner[1]));
            assertThat(colour.getRed()).isGreaterThan(245);
            assertThat(colour.getGreen()).isLessThan(12);
        }
    }

    private static BufferedImage shown(byte[] picture, String format, int width, int height) {
        harness.site.on("/shown", exchange -> Site.send(exchange, 200, "image/" + format, picture));
        try {
            return harness.capture(
                            html("<body style='margin:0'><img style='display:block' src='" + harness.site.url("/shown")
                                    + "?" + picture.length + "'>"),
                            output("{'kind':'screenshot','selector':'img'}"))
                    .image("screenshot.png")
                    .getSubimage(0, 0, width, height);
        } finally {
            harness.site.off("/shown");
        }
    }
}
