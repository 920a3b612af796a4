package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PageOptions.WaitUntil;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that mean harm (reference/capture.md §6.1): each ends within its budget, and the slot serves the next job. */
@Timeout(30)
class HostilePageTest {
    private static final int BUDGET_MS = 1_500;
    private static final Duration SLACK = Duration.ofMillis(2_500);

    private static Harness harness;
    private static Traces before;
    private static final CountDownLatch OVER = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.on("/endless", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            byte[] more = "<p>and more".repeat(100).getBytes(StandardCharsets.UTF_8);
            while (!OVER.await(20, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(more);
                exchange.getResponseBody().flush();
            }
        });
        byte[] start = Arrays.copyOf(Site.png(Color.RED, 100, 100), 50);
        harness.site.on("/stuck.png", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(start);
            exchange.getResponseBody().flush();
            OVER.await();
        });
        harness.assertServes();
        harness.assertServes();
        before = Traces.of(harness);
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        harness.close();
    }

    @AfterEach
    void the_slot_serves_the_next_job_and_nothing_is_left() {
        harness.assertServes();
        before.assertNotMoreIn(harness);
    }

    @Test
    void redirects_without_end() {
        harness.site.redirect("/round", "/round?");

        assertThat(failsInTime(harness.at("/round"), within(BUDGET_MS)).code()).isEqualTo(ErrorCode.TOO_MANY_REDIRECTS);
    }

    @Test
    void a_page_that_goes_elsewhere_again_and_again() {
        harness.site.html("/on", "<h1>on</h1><script>location.replace('/on?' + Math.random())</script>");

        assertThat(failsInTime(harness.at("/on"), within(BUDGET_MS)).code())
                .isIn(ErrorCode.NAVIGATION_TIMEOUT, ErrorCode.TOO_MANY_REDIRECTS);
    }

    @Test
    void a_loop_while_the_page_loads() {
        assertThat(failsInTime(html("<h1>loop</h1><script>for (;;);</script>"), within(BUDGET_MS))
                        .code())
                .isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = WaitUntil.class,
            names = {"AUTO", "LOAD"})
    void a_loop_after_the_page_has_loaded(WaitUntil wait) {
        CaptureSource source =
                html("<h1>loop</h1><script>addEventListener('load', () => setTimeout(() => { for (;;); }))</script>");

        JobFailure failure = failsInTime(source, within(BUDGET_MS, wait));

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
        assertThat(failure.detail()).contains("1500 ms");
    }

    @Test
    void a_loop_while_the_page_is_printed() {
        JobFailure failure = failsInTime(
                html("<h1>loop</h1><script>addEventListener('beforeprint', () => { for (;;); })</script>"),
                within(BUDGET_MS),
                PdfOutput.defaults());

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
    }

    @Test
    void alerts_without_end() {
        harness.assertServes();
        int starts = harness.runner.health().getFirst().starts();

        JobFailure failure = failsInTime(html("<h1>alert</h1><script>for (;;) alert(1)</script>"), within(BUDGET_MS));

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
        harness.assertServes();
        assertThat(harness.runner.health().getFirst().starts()).isEqualTo(starts);
    }

    @Test
    void dialogs_are_dismissed_and_counted() {
        MemoryAttempt done = harness.capture(
                html("<h1>alert</h1><script>alert(1); document.title = confirm(2) + ' ' + prompt(3)</script>"),
                ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("dialogs", 3).containsEntry("title", "false null");
    }

    @Test
    void fifty_popups_come_to_nothing_and_are_counted() {
        harness.site.html("/popup", "popup");

        MemoryAttempt done = harness.capture(
                html("<h1>popups</h1><script>for (let i = 0; i < 50; i++) open('" + harness.site.url("/popup")
                        + "')</script>"),
                ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("popups_refused", 50);
        assertThat(harness.site.hits("/popup")).isZero();
    }

    @Test
    void downloads_from_a_page_are_refused_and_counted() {
        harness.site.on("/bin", exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment");
            Site.send(exchange, 200, "application/octet-stream", new byte[100]);
        });

        harness.site.html(
                "/downloads",
                "<h1>downloads</h1><a href=/bin download>x</a><script>document.querySelector('a').click()</script>");

        MemoryAttempt done = harness.capture(harness.at("/downloads"), ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("downloads_refused", 1);
    }

    @Test
    void an_answer_without_end() {
        assertThat(failsInTime(harness.at("/endless"), within(BUDGET_MS)).code())
                .isIn(ErrorCode.NAVIGATION_TIMEOUT, ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_picture_that_never_ends_loading_holds_up_load_but_not_the_parsed_document() {
        CaptureSource source = html("<h1>slow</h1><img src='" + harness.site.url("/stuck.png") + "'>");

        assertThat(failsInTime(source, within(BUDGET_MS)).code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
        harness.capture(source, within(BUDGET_MS, WaitUntil.DOMCONTENTLOADED), ScreenshotOutput.defaults());
    }

    @Test
    void a_font_that_never_ends_loading_does_not_hold_up_the_picture() {
        harness.site.html(
                "/font",
                "<style>@font-face{font-family:slow;src:url(/stuck.png)}</style><h1>font</h1>"
                        + "<script>addEventListener('load', () => document.querySelector('h1').style.fontFamily = 'slow')"
                        + "</script>");

        MemoryAttempt done = harness.capture(harness.at("/font"), within(10_000), ScreenshotOutput.defaults());

        assertThat(done.image("screenshot.png").getWidth()).isEqualTo(1280);
        assertThat(harness.site.hits("/stuck.png")).isPositive();
    }

    @Test
    void a_document_that_never_stops_changing_is_taken_as_it_is() {
        MemoryAttempt done = harness.capture(
                html(
                        "<h1>clock</h1><p></p><script>setInterval(() => document.querySelector('p').textContent = Date.now(), 20)"
                                + "</script>"),
                within(10_000),
                ScreenshotOutput.defaults());

        assertThat(done.report("page", "quiet")).isEqualTo(false);
    }

    @Test
    void a_huge_document() {
        harness.site.html("/huge", "<p>row of a huge table".repeat(50_000));

        MemoryAttempt done = harness.capture(harness.at("/huge"), within(20_000), ScreenshotOutput.defaults());

        assertThat(done.image("screenshot.png").getHeight()).isEqualTo(720);
    }

    @Test
    void a_console_that_is_flooded() {
        MemoryAttempt done = harness.capture(
                html(
                        "<h1>console</h1><script>for (let i = 0; i < 5000; i++) console.error('x'.repeat(100), {i})</script>"),
                ScreenshotOutput.defaults());

        assertThat((Long) done.report().get("console_errors")).isBetween(1L, 1000L);
    }

    @Test
    void failures_without_number_are_counted_and_the_first_of_them_named() {
        MemoryAttempt done = harness.capture(
                html("<h1>images</h1><script>for (let i = 0; i < 100; i++) new Image().src = '"
                        + harness.site.url("/missing/") + "' + i + '?' + 'x'.repeat(5000)</script>"),
                within(20_000, WaitUntil.NETWORKIDLE),
                ScreenshotOutput.defaults());

        assertThat(done.report("requests", "failed")).isEqualTo(100);
        assertThat(done.report("requests", "count")).isEqualTo(101);
        assertThat((List<?>) done.report("requests", "failures")).hasSizeLessThan(50);
        assertThat(String.valueOf(done.report("requests", "failures")).length()).isLessThan(100_000);
    }

    @Test
    void memory_taken_without_end() {
        JobFailure failure = failsInTime(
                html(
                        "<h1>memory</h1><script>const all = []; for (;;) all.push(new Array(1e7).fill(all.length))</script>"),
                within(20_000));

        assertThat(failure.code()).isEqualTo(ErrorCode.PAGE_CRASHED);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void a_page_that_replaces_what_scripts_rely_on_cannot_mislead_us() {
        MemoryAttempt done = harness.capture(
                html("<title>true</title><body style='margin:0;background:#00ff00'><h1>x</h1><script>"
                        + "window.Promise = undefined; window.setTimeout = () => {}; performance.now = () => NaN;"
                        + "JSON.stringify = () => 'lie'; document.querySelector = () => { throw 1 };"
                        + "Object.defineProperty(Element.prototype, 'scrollHeight', {get: () => 1e9});"
                        + "Array.prototype.map = () => []</script>"),
                new ScreenshotOutput(Format.PNG, null, true, null, Effort.BALANCED));

        assertThat(done.report()).containsEntry("title", "true");
        assertThat(done.image("screenshot.png").getHeight()).isEqualTo(720);
        assertThat(new Color(done.image("screenshot.png").getRGB(1000, 700))).isEqualTo(Color.GREEN);
    }

    @Test
    void local_files_cannot_be_read() {
        MemoryAttempt done = harness.capture(
                html("<h1>files</h1><iframe src='file:///etc/passwd'></iframe><img src='file:///etc/hostname'><script>"
                        + "fetch('file:///etc/passwd').then(r => r.text()).then(t => document.title = t,"
                        + " () => document.title = 'refused')</script>"),
                ScreenshotOutput.defaults());

        assertThat(done.report()).containsEntry("title", "refused");
    }

    private static JobFailure failsInTime(CaptureSource source, PageOptions page, CaptureOutput... outputs) {
        long start = System.nanoTime();
        JobFailure failure = harness.failure(source, page, outputs);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofMillis(page.timeoutMs()).plus(SLACK));
        return failure;
    }
}
