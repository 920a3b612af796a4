package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions.ColorScheme;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.capture.Viewport;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of a screenshot, shown on its pixels. */
class ScreenshotTest {
    private static final int RED = 0xFFFF0000;
    private static final int BLUE = 0xFF0000FF;
    private static final int WHITE = 0xFFFFFFFF;

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.image("/red.png", Color.RED, 100, 100);
        harness.site.image("/blue.png", Color.BLUE, 100, 100);
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void a_url_becomes_a_png_of_the_window() {
        harness.site.html(
                "/tall", "<!doctype html><title>Tall</title><body style='margin:0;height:5000px;background:#f00'>");

        MemoryAttempt done = harness.capture(harness.at("/tall"), ScreenshotOutput.defaults());

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getWidth()).isEqualTo(1280);
        assertThat(image.getHeight()).isEqualTo(720);
        assertThat(image.getRGB(1279, 719)).isEqualTo(RED);
        assertThat(done.facts("screenshot.png")).containsEntry("width", 1280).containsEntry("height", 720);
        assertThat(done.stages()).containsExactly("open", "wait", "screenshot", "store");
    }

    @Test
    void html_is_shown_under_an_origin_of_its_own_and_reaches_the_network_only_through_the_proxy() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><script>document.title = location.origin</script><img src='"
                        + harness.site.url("/red.png") + "'>"),
                ScreenshotOutput.defaults());

        assertThat(done.image("screenshot.png").getRGB(50, 50)).isEqualTo(RED);
        assertThat(done.report()).containsEntry("title", "https://page.tintype.invalid");
        assertThat(done.report("egress", "connections")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/never-asked", "/never-asked?a=[x]*&b={1,2}|(c)#part", "/never asked/../never-asked?ü"})
    void html_with_a_base_url_resolves_links_against_it_without_asking_for_it(String path) {
        MemoryAttempt done = harness.capture(
                new CaptureSource(
                        null,
                        "<body style='margin:0'><img src='/red.png'>",
                        harness.site.url(path.replace(" ", "%20")),
                        null),
                ScreenshotOutput.defaults());

        assertThat(done.image("screenshot.png").getRGB(50, 50)).isEqualTo(RED);
        assertThat(harness.site.hits("/never-asked")).isZero();
    }

    @Test
    void html_that_reloads_itself_is_served_again_and_what_it_fetches_under_its_own_address_is_not_it() {
        harness.site.on("/own", exchange -> Site.send(exchange, 200, "text/plain", "network".getBytes(UTF_8)));

        MemoryAttempt done = harness.capture(
                new CaptureSource(
                        null,
                        "<p>text<script>if (!sessionStorage.again) { sessionStorage.again = 1; location.reload() } else"
                                + " fetch(location.href).then(r => r.text()).then(t => document.title = t)</script>",
                        harness.site.url("/own"),
                        null),
                ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("title", "network");
        assertThat(harness.site.hits("/own")).isEqualTo(1);
    }

    @Test
    void the_viewport_is_there_before_the_first_script_runs() {
        MemoryAttempt done = harness.capture(
                html("<p>text<script>document.title = innerWidth + 'x' + innerHeight + '/' + screen.width</script>"),
                page(new Viewport(390, 844), 1, null),
                ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("title", "390x844/390");
        assertThat(done.image("screenshot.png").getWidth()).isEqualTo(390);
        assertThat(done.image("screenshot.png").getHeight()).isEqualTo(844);
    }

    @Test
    void scale_gives_more_pixels_and_not_a_larger_page() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='width:100px;height:100px;background:#f00'></div>text"
                        + "<script>document.title = innerWidth + '@' + devicePixelRatio</script>"),
                page(new Viewport(400, 300), 2, null),
                ScreenshotOutput.defaults());

        BufferedImage image = done.image("screenshot.png");
        assertThat(done.report()).containsEntry("title", "400@2");
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(image.getHeight()).isEqualTo(600);
        assertThat(image.getRGB(199, 199)).isEqualTo(RED);
        assertThat(image.getRGB(200, 200)).isEqualTo(WHITE);
        assertThat(done.facts("screenshot.png")).containsEntry("scale", 2.0);
    }

    @ParameterizedTest
    @EnumSource(ColorScheme.class)
    void the_colour_scheme_is_what_the_page_is_asked_to_be(ColorScheme scheme) {
        MemoryAttempt done = harness.capture(
                html(
                        "<style>body{background:#0000ff}@media(prefers-color-scheme:dark){body{background:#ff0000}}</style><p>text"
                                + "<script>document.title = matchMedia('(prefers-color-scheme:dark)').matches</script>"),
                page(null, 1, scheme),
                ScreenshotOutput.defaults());

        boolean dark = scheme == ColorScheme.DARK;
        assertThat(done.image("screenshot.png").getRGB(10, 10)).isEqualTo(dark ? RED : BLUE);
        assertThat(done.report()).containsEntry("title", String.valueOf(dark));
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void every_effort_shows_the_same_pixels(Effort effort) {
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0;background:#fff'><div style='width:50px;height:50px;background:#ff0000'></div>"),
                shot(Format.PNG, null, false, null, effort));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getWidth()).isEqualTo(1280);
        assertThat(image.getHeight()).isEqualTo(720);
        assertThat(image.getRGB(49, 49)).isEqualTo(RED);
        assertThat(image.getRGB(50, 50)).isEqualTo(WHITE);
    }

    @Test
    void small_is_smaller_than_balanced_and_balanced_smaller_than_fast() {
        String text = "<body style='font:14px serif'>" + "<p>The quick brown fox jumps over the lazy dog. ".repeat(200);
        MemoryAttempt done = harness.capture(
                html(text),
                shot(Format.PNG, null, false, null, Effort.FAST),
                shot(Format.PNG, null, false, null, Effort.BALANCED),
                shot(Format.PNG, null, false, null, Effort.SMALL));

        assertThat(done.names()).containsOnly("screenshot.png", "screenshot-2.png", "screenshot-3.png");
        assertThat(done.bytes("screenshot-2.png").length).isLessThan(done.bytes("screenshot.png").length);
        assertThat(done.bytes("screenshot-3.png").length).isLessThan(done.bytes("screenshot-2.png").length);
        assertSamePixels(done.image("screenshot-2.png"), done.image("screenshot-3.png"));
        assertSamePixels(done.image("screenshot-2.png"), done.image("screenshot.png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_quick_shot_of_everything_leaves_the_page_as_it_was(int scale) {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:1000px;background:#ff0000'></div>"),
                page(new Viewport(300, 200), scale, null),
                shot(Format.PNG, null, false, null, Effort.FAST),
                shot(Format.PNG, null, true, null, Effort.FAST),
                shot(Format.PNG, null, true, null, Effort.BALANCED),
                shot(Format.PNG, null, false, null, Effort.FAST));

        for (String name : List.of("screenshot.png", "screenshot-4.png")) {
            assertThat(done.facts(name)).containsEntry("width", 300 * scale).containsEntry("height", 200 * scale);
        }
        for (String name : List.of("screenshot-2.png", "screenshot-3.png")) {
            assertThat(done.facts(name)).containsEntry("width", 300 * scale).containsEntry("height", 1000 * scale);
            assertThat(done.image(name).getRGB(300 * scale - 1, 1000 * scale - 1))
                    .isEqualTo(RED);
        }
    }

    @Test
    void jpeg_is_a_jpeg_and_its_quality_counts() {
        MemoryAttempt done = harness.capture(
                html("<body style='background:linear-gradient(red,blue);font-size:90px'>Gradient with some text"),
                shot(Format.JPEG, 95, false, null, Effort.BALANCED),
                shot(Format.JPEG, 20, false, null, Effort.BALANCED),
                shot(Format.JPEG, 20, false, null, Effort.FAST));

        assertThat(done.image("screenshot.jpg").getWidth()).isEqualTo(1280);
        assertThat(done.image("screenshot-3.jpg").getHeight()).isEqualTo(720);
        assertThat(done.bytes("screenshot-2.jpg").length).isLessThan(done.bytes("screenshot.jpg").length / 2);
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void webp_is_a_webp_and_shows_the_page() {
        MemoryAttempt made = harness.capture(
                html("<body style='background:#ff0000'>"), shot(Format.WEBP, 80, false, null, Effort.BALANCED));
        byte[] webp = made.bytes("screenshot.webp");
        String data = Base64.getEncoder().encodeToString(webp);

        MemoryAttempt shown = harness.capture(
                html("<body style='margin:0'><img src='data:image/webp;base64," + data + "'>"),
                ScreenshotOutput.defaults());

        assertThat(made.facts("screenshot.webp")).containsEntry("width", 1280).containsEntry("height", 720);
        assertThat(new Color(shown.image("screenshot.png").getRGB(1279, 719)).getRed())
                .isGreaterThan(250);
        assertThat(new Color(shown.image("screenshot.png").getRGB(1279, 719)).getGreen())
                .isLessThan(5);
    }

    @Test
    void a_full_page_is_the_whole_height_without_stretching_what_fills_the_window() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:100vh;background:#ff0000'></div>"
                        + "<div style='height:2000px;background:#0000ff'></div>"),
                shot(Format.PNG, null, true, null, Effort.BALANCED));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getHeight()).isEqualTo(2720);
        assertThat(image.getRGB(640, 719)).isEqualTo(RED);
        assertThat(image.getRGB(640, 720)).isEqualTo(BLUE);
        assertThat(image.getRGB(640, 2719)).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effort.class,
            names = {"FAST", "BALANCED"})
    void a_full_page_shows_a_sticky_header_once(Effort effort) {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0;background:#fff'>"
                        + "<header style='position:sticky;top:0;height:50px;background:#ff0000'></header>"
                        + "<footer style='position:fixed;top:60px;height:40px;width:100%;background:#0000ff'></footer>"
                        + "<div style='height:4000px'></div>"),
                shot(Format.PNG, null, true, null, effort));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getHeight()).isEqualTo(4050);
        assertThat(rowsOf(image, RED)).isEqualTo(50);
        assertThat(rowsOf(image, BLUE)).isEqualTo(40);
        assertThat(image.getRGB(640, 0)).isEqualTo(RED);
    }

    @Test
    void a_bar_fixed_to_the_windows_bottom_stands_at_the_bottom_of_a_full_page_and_only_there() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0;background:#fff'>"
                        + "<footer style='position:fixed;bottom:0;height:40px;width:100%;background:#0000ff'></footer>"
                        + "<div style='height:4000px'></div>"),
                shot(Format.PNG, null, true, null, Effort.BALANCED),
                shot(Format.PNG, null, false, null, Effort.BALANCED));

        BufferedImage whole = done.image("screenshot.png");
        assertThat(rowsOf(whole, BLUE)).isEqualTo(40);
        assertThat(whole.getRGB(640, 3999)).isEqualTo(BLUE);
        assertThat(whole.getRGB(640, 3959)).isEqualTo(WHITE);
        assertThat(done.image("screenshot-2.png").getRGB(640, 719)).isEqualTo(BLUE);
    }

    @Test
    void a_full_page_has_its_lazy_images_loaded_and_what_observers_reveal() {
        StringBuilder body = new StringBuilder("<body style='margin:0'>");
        for (int i = 0; i < 4; i++) {
            body.append(
                            "<div style='height:1500px'>text</div><img loading=lazy width=100 height=100 style='display:block' src='")
                    .append(harness.site.url("/red.png?" + i))
                    .append("'><div class=reveal style='height:100px'></div>");
        }
        body.append("<script>const seen = new IntersectionObserver(all => all.forEach(one => {"
                + " if (one.isIntersecting) one.target.style.background = '#0000ff' }));"
                + "document.querySelectorAll('.reveal').forEach(one => seen.observe(one))</script>");

        MemoryAttempt done =
                harness.capture(html(body.toString()), shot(Format.PNG, null, true, null, Effort.BALANCED));

        BufferedImage image = done.image("screenshot.png");
        for (int i = 0; i < 4; i++) {
            int top = i * 1700 + 1500;
            assertThat(image.getRGB(50, top + 50)).as("image %d", i).isEqualTo(RED);
            assertThat(image.getRGB(50, top + 150)).as("observer %d", i).isEqualTo(BLUE);
        }
        assertThat(done.report("lazy_load", "complete")).isEqualTo(true);
        assertThat(done.report("lazy_load", "endless")).isEqualTo(false);
    }

    @Test
    void the_window_is_at_the_top_again_after_a_full_page() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:1500px;background:#ff0000'>top</div>"
                        + "<div style='height:1500px;background:#0000ff'>bottom</div><script></script>"),
                shot(Format.PNG, null, true, null, Effort.BALANCED),
                ScreenshotOutput.defaults(),
                shot(Format.PNG, null, false, null, Effort.FAST));

        assertThat(done.image("screenshot-2.png").getRGB(640, 719)).isEqualTo(RED);
        assertThat(done.image("screenshot-3.png").getRGB(640, 719)).isEqualTo(RED);
    }

    @Test
    void a_page_that_scrolls_on_for_ever_is_cut_and_said_to_be_endless() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:2000px;background:#ff0000'>text</div><script>"
                        + "addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 10)"
                        + " document.body.insertAdjacentHTML('beforeend', '<div style=\"height:1000px\">more</div>') })"
                        + "</script>"),
                shot(Format.PNG, null, true, null, Effort.BALANCED));

        assertThat(done.report("lazy_load", "endless")).isEqualTo(true);
        assertThat(done.image("screenshot.png").getHeight()).isBetween(3000, 20_000);
    }

    @Test
    void a_very_tall_page_is_right_down_to_its_last_row() {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0;background:#fff'><div style='height:29990px'></div>"
                        + "<div style='height:10px;background:#ff0000'></div>"),
                page(new Viewport(200, 400), 1, null),
                shot(Format.PNG, null, true, null, Effort.BALANCED));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getHeight()).isEqualTo(30_000);
        assertThat(image.getRGB(100, 29_989)).isEqualTo(WHITE);
        assertThat(image.getRGB(100, 29_990)).isEqualTo(RED);
        assertThat(image.getRGB(100, 29_999)).isEqualTo(RED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effort.class,
            names = {"FAST", "BALANCED"})
    void a_selector_gives_its_first_match_times_scale_wherever_it_is(Effort effort) {
        MemoryAttempt done = harness.capture(
                html(
                        "<body style='margin:0'><header style='position:fixed;top:0;height:300px;width:100%;background:#0f0'>"
                                + "</header><div style='height:3000px'></div>"
                                + "<main><h1 style='margin:0 0 0 33.5px;width:100.25px;height:40px;background:#ff0000'></h1>"
                                + "<h1>no</h1></main><div style='height:100px'></div>"),
                page(new Viewport(640, 480), 2, null),
                shot(Format.PNG, null, false, "main h1", effort));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getWidth()).isEqualTo(202);
        assertThat(image.getHeight()).isEqualTo(80);
        assertThat(image.getRGB(100, 0)).isEqualTo(RED);
        assertThat(image.getRGB(100, 79)).isEqualTo(RED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effort.class,
            names = {"FAST", "BALANCED"})
    void animations_are_over_and_the_caret_is_hidden(Effort effort) {
        MemoryAttempt done = harness.capture(
                html("<style>@keyframes grow{from{width:10px}to{width:200px}}"
                        + "div{height:50px;background:#ff0000;animation:grow 60s forwards}"
                        + "input{position:absolute;top:100px;left:0;font-size:60px;border:0;outline:0;caret-color:#0000ff}"
                        + "body{margin:0}</style><div></div><input autofocus>"),
                shot(Format.PNG, null, false, null, effort));

        BufferedImage image = done.image("screenshot.png");
        assertThat(image.getRGB(199, 25)).isEqualTo(RED);
        assertThat(rowsOf(image, BLUE)).isZero();
    }

    private static ScreenshotOutput shot(
            Format format, @Nullable Integer quality, boolean fullPage, @Nullable String selector, Effort effort) {
        return new ScreenshotOutput(format, quality, fullPage, selector, effort);
    }

    private static int rowsOf(BufferedImage image, int colour) {
        int rows = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < Math.min(100, image.getWidth()); x++) {
                if (image.getRGB(x, y) == colour) {
                    rows++;
                    break;
                }
            }
        }
        return rows;
    }

    private static void assertSamePixels(BufferedImage one, BufferedImage other) {
        assertThat(differing(one, other)).isZero();
    }

    /** How many pixels are not the same. */
    static int differing(BufferedImage one, BufferedImage other) {
        int different = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                different += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return different;
    }
}
