package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions.WaitUntil;
import dev.tintype.capture.ScreenshotOutput;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a page counts as ready, shown by what is in the picture. */
@Timeout(30)
class ReadyTest {
    private static final int RED = 0xFFFF0000;

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.on("/slow-red.png", exchange -> {
            pause(400);
            Site.send(exchange, 200, "image/png", Site.png(Color.RED, 100, 100));
        });
        harness.site.on("/slow-data", exchange -> {
            pause(600);
            Site.send(exchange, 200, "text/plain", "data".getBytes(StandardCharsets.UTF_8));
        });
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(WaitUntil.class)
    void every_way_of_waiting_sees_a_page_that_is_done_at_once(WaitUntil wait) {
        MemoryAttempt done = captured(html("<body style='background:#ff0000'>text"), wait);

        assertThat(done.image("screenshot.png").getRGB(1000, 600)).isEqualTo(RED);
    }

    @Test
    void load_waits_for_the_pictures_of_the_page_and_a_parsed_document_does_not() {
        CaptureSource source = html("<body style='margin:0'><img src='" + harness.site.url("/slow-red.png") + "'>text");

        assertThat(redAtTheTop(captured(source, WaitUntil.LOAD))).isTrue();
        assertThat(redAtTheTop(captured(source, WaitUntil.DOMCONTENTLOADED))).isFalse();
    }

    @Test
    void auto_waits_for_an_application_that_shows_nothing_until_it_has_its_data() {
        CaptureSource source = html("<body style='margin:0'><div id=app></div><script>fetch('"
                + harness.site.url("/slow-data")
                + "', {mode: 'no-cors'}).then(() => document.querySelector('#app').innerHTML ="
                + " '<div style=\"height:100px;background:#ff0000\">ready</div>')</script>");

        assertThat(redAtTheTop(captured(source, WaitUntil.AUTO))).isTrue();
        assertThat(redAtTheTop(captured(source, WaitUntil.LOAD))).isFalse();
    }

    @Test
    void auto_waits_for_what_follows_a_splash_screen() {
        CaptureSource source = html("<body style='margin:0'><h1 id=app>splash</h1><script>"
                + "requestAnimationFrame(() => requestAnimationFrame(() => { document.querySelector('#app').innerHTML = '';"
                + "setTimeout(() => document.querySelector('#app').outerHTML ="
                + " '<div style=\"height:100px;background:#ff0000\">ready</div>', 500) }))</script>");

        assertThat(redAtTheTop(captured(source, WaitUntil.AUTO))).isTrue();
    }

    @Test
    void auto_waits_until_the_document_is_quiet() {
        CaptureSource source = html("<body style='margin:0'><h1 id=app>step</h1><script>let step = 0;"
                + "const timer = setInterval(() => { document.querySelector('#app').textContent = 'step ' + step;"
                + "if (++step === 8) { clearInterval(timer); document.querySelector('#app').outerHTML ="
                + " '<div style=\"height:100px;background:#ff0000\">ready</div>' } }, 80)</script>");

        assertThat(redAtTheTop(captured(source, WaitUntil.AUTO))).isTrue();
        assertThat(redAtTheTop(captured(source, WaitUntil.LOAD))).isFalse();
    }

    @Test
    void auto_waits_for_pictures_in_view_that_scripts_bring_in() {
        CaptureSource source = html("<body style='margin:0'><script>addEventListener('load', () => {"
                + "const image = new Image(100, 100); image.src = '" + harness.site.url("/slow-red.png") + "';"
                + "document.body.prepend(image) })</script><p>text");

        assertThat(redAtTheTop(captured(source, WaitUntil.AUTO))).isTrue();
    }

    @Test
    void networkidle_waits_for_what_scripts_fetch() {
        CaptureSource source =
                html("<body style='margin:0'><h1>text</h1><script>fetch('" + harness.site.url("/slow-data")
                        + "', {mode: 'no-cors'}).then(() => document.querySelector('h1').outerHTML ="
                        + " '<div style=\"height:100px;background:#ff0000\">ready</div>')</script>");

        assertThat(redAtTheTop(captured(source, WaitUntil.NETWORKIDLE))).isTrue();
    }

    @Test
    void a_page_that_is_meant_to_be_white_is_a_white_picture() {
        MemoryAttempt done = captured(html("<body>"), WaitUntil.AUTO);

        assertThat(done.image("screenshot.png").getRGB(640, 360)).isEqualTo(0xFFFFFFFF);
        assertThat(done.report("page", "painted")).isEqualTo(false);
    }

    @Test
    void a_script_may_lead_elsewhere_and_the_end_of_the_way_is_captured() {
        harness.site.html("/end", "<title>End</title><body style='margin:0;background:#ff0000'>end");
        harness.site.html("/middle", "<meta http-equiv=refresh content='0;url=/end'>");
        harness.site.html("/begin", "<script>setTimeout(() => location.href = '/middle', 50)</script>begin");

        MemoryAttempt done = captured(harness.at("/begin"), WaitUntil.AUTO);

        assertThat(redAtTheTop(done)).isTrue();
        assertThat(done.report()).containsEntry("title", "End").containsEntry("final_url", harness.site.url("/end"));
    }

    @Test
    void redirects_are_told_in_order() {
        harness.site.html("/there", "<h1>there</h1>");
        harness.site.redirect("/second", "/there");
        harness.site.redirect("/first", "/second");

        MemoryAttempt done = captured(harness.at("/first"), WaitUntil.LOAD);

        assertThat(done.report())
                .containsEntry("final_url", harness.site.url("/there"))
                .containsEntry("status", 200)
                .extractingByKey("redirects")
                .asString()
                .matches(".*/first, .*/second]");
    }

    private static MemoryAttempt captured(CaptureSource source, WaitUntil wait) {
        return harness.capture(source, within(15_000, wait), ScreenshotOutput.defaults());
    }

    private static boolean redAtTheTop(MemoryAttempt done) {
        return done.image("screenshot.png").getRGB(50, 50) == RED;
    }

    private static void pause(int ms) throws InterruptedException {
        new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    }
}
