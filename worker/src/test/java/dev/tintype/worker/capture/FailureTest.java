package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.page;
import static dev.tintype.worker.capture.Harness.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions.WaitUntil;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.capture.Viewport;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page can do wrong is a typed failure each, never a picture, and names what the caller can act on. */
class FailureTest {
    private static Harness harness;
    private static int closedPort;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        harness = new Harness(List.of("127.0.0.1:" + closedPort));
    }

    @AfterAll
    static void the_slot_serves_the_next_job() {
        harness.assertServes();
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void a_host_without_an_address(String scheme) {
        JobFailure failure = harness.failure(CaptureSource.ofUrl(scheme + "://no-such-host.invalid/"));

        assertThat(failure.code()).isEqualTo(ErrorCode.DNS_FAILURE);
        assertThat(failure.detail()).contains("no-such-host.invalid");
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void a_port_nobody_listens_at(String scheme) {
        JobFailure failure = harness.failure(CaptureSource.ofUrl(scheme + "://127.0.0.1:" + closedPort + "/"));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "http://localhost:6379/"})
    void a_host_that_egress_policy_forbids(String url) {
        JobFailure failure = harness.failure(CaptureSource.ofUrl(url));

        assertThat(failure.code()).isEqualTo(ErrorCode.EGRESS_DENIED);
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void a_redirect_to_a_host_that_egress_policy_forbids() {
        harness.site.redirect("/to-metadata", "http://169.254.169.254/");

        assertThat(harness.failure(harness.at("/to-metadata")).code()).isEqualTo(ErrorCode.EGRESS_DENIED);
    }

    @Test
    void a_certificate_nobody_vouches_for(@TempDir Path folder) throws Exception {
        try (SelfSigned server = new SelfSigned(folder);
                Harness reaching = new Harness(List.of("127.0.0.1:" + server.port()))) {
            JobFailure failure = reaching.failure(CaptureSource.ofUrl("https://127.0.0.1:" + server.port() + "/"));

            assertThat(failure.code()).isEqualTo(ErrorCode.TLS_FAILURE);
            assertThat(failure.detail()).contains("127.0.0.1").contains("CERT");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @Test
    void a_connection_that_ends_without_an_answer() {
        harness.site.on("/empty", exchange -> {
            throw new IOException("goes away");
        });

        assertThat(harness.failure(harness.at("/empty")).code())
                .isIn(ErrorCode.CONNECTION_FAILED, ErrorCode.HTTP_STATUS);
    }

    @Test
    void redirects_without_end() {
        harness.site.redirect("/round", harness.site.url("/round"));

        assertThat(harness.failure(harness.at("/round")).code()).isEqualTo(ErrorCode.TOO_MANY_REDIRECTS);
    }

    @Test
    void scripts_that_redirect_without_end() {
        harness.site.html("/script-round", "<script>location.href = '/script-round?' + Math.random()</script>");

        assertThat(harness.failure(harness.at("/script-round"), within(6_000), ScreenshotOutput.defaults())
                        .code())
                .isIn(ErrorCode.TOO_MANY_REDIRECTS, ErrorCode.NAVIGATION_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"404,false", "403,false", "500,true", "503,true", "429,true", "408,true"})
    void an_error_status(int status, boolean retryable) {
        harness.site.status("/status-" + status, status, "<h1>An error page that could be photographed</h1>");

        JobFailure failure = harness.failure(harness.at("/status-" + status));

        assertThat(failure.code()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(failure.detail()).contains(String.valueOf(status));
        assertThat(failure.retryable()).isEqualTo(retryable);
    }

    @Test
    void an_error_status_without_a_body() {
        harness.site.status("/gone", 410, "");

        JobFailure failure = harness.failure(harness.at("/gone"));

        assertThat(failure.code()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(failure.detail()).contains("410");
    }

    @Test
    void an_error_status_that_a_script_leads_to() {
        harness.site.status("/lost", 404, "<h1>lost</h1>");
        harness.site.html("/leads-to-lost", "<script>location.href = '/lost'</script>");

        assertThat(harness.failure(harness.at("/leads-to-lost")).code()).isEqualTo(ErrorCode.HTTP_STATUS);
    }

    @Test
    void a_download() {
        harness.site.on("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=a.bin");
            Site.send(exchange, 200, "application/octet-stream", new byte[1000]);
        });

        JobFailure failure = harness.failure(harness.at("/file"));

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_FAILED);
        assertThat(failure.detail()).contains("download");
    }

    @Test
    void no_content() {
        harness.site.on("/nothing", exchange -> exchange.sendResponseHeaders(204, -1));

        assertThat(harness.failure(harness.at("/nothing")).code()).isEqualTo(ErrorCode.NAVIGATION_FAILED);
    }

    @Test
    void a_page_that_does_not_load_in_two_thirds_of_its_time() {
        CountDownLatch over = new CountDownLatch(1);
        harness.site.on("/silent", exchange -> over.await(30, TimeUnit.SECONDS));

        long start = System.nanoTime();
        JobFailure failure = harness.failure(harness.at("/silent"), within(1_500), ScreenshotOutput.defaults());
        over.countDown();

        assertThat(failure.code()).isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
        assertThat(failure.detail()).contains("1000 ms").contains("page.timeout_ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void a_page_whose_network_is_never_idle_when_that_is_what_is_waited_for() {
        harness.site.on(
                "/tick", exchange -> Site.send(exchange, 200, "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        harness.site.html("/busy", "<h1>busy</h1><script>setInterval(() => fetch('/tick'), 50)</script>");

        assertThat(harness.failure(
                                harness.at("/busy"), within(3_000, WaitUntil.NETWORKIDLE), ScreenshotOutput.defaults())
                        .code())
                .isEqualTo(ErrorCode.NAVIGATION_TIMEOUT);
        harness.capture(harness.at("/busy"), within(10_000, WaitUntil.AUTO), ScreenshotOutput.defaults());
    }

    @Test
    void a_selector_without_a_match() {
        JobFailure failure = harness.failure(html("<p>here"), within(10_000), selector("#missing"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
        assertThat(failure.detail()).contains("#missing");
    }

    @Test
    void a_selector_whose_match_is_hidden() {
        JobFailure failure = harness.failure(html("<p style='display:none'>here"), within(10_000), selector("p"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
        assertThat(failure.detail()).contains("not visible");
    }

    @Test
    void a_selector_that_is_none() {
        JobFailure failure = harness.failure(html("<p>here"), within(10_000), selector("p[["));

        assertThat(failure.code()).isEqualTo(ErrorCode.SELECTOR_NOT_FOUND);
        assertThat(failure.detail()).contains("p[[");
    }

    @ParameterizedTest
    @CsvSource({"WEBP,16384,1", "JPEG,65535,1", "WEBP,8192,2", "PNG,262144,1"})
    void a_picture_taller_than_its_format(Format format, int height, double scale) {
        JobFailure failure = harness.failure(
                html("<body style='margin:0'><div style='height:" + height + "px'>tall"),
                page(new Viewport(100, 100), scale, null),
                shot(format, true, null));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains(format.extension());
    }

    @ParameterizedTest
    @CsvSource({"WEBP,16383", "JPEG,65000"})
    void a_picture_just_as_tall_as_its_format_allows(Format format, int height) {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:" + height + "px'>tall"),
                page(new Viewport(100, 100), 1, null),
                shot(format, true, null));

        assertThat(done.facts("screenshot." + format.extension())).containsEntry("height", height);
    }

    @Test
    void a_picture_of_more_pixels_than_a_browser_can_hold() {
        JobFailure failure = harness.failure(
                html("<body style='margin:0'><div style='height:50000px'>tall"),
                page(new Viewport(1280, 720), 2, null),
                shot(Format.PNG, true, null));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("2560 × 100000");
    }

    private static ScreenshotOutput selector(String selector) {
        return shot(Format.PNG, false, selector);
    }

    private static ScreenshotOutput shot(Format format, boolean fullPage, @Nullable String selector) {
        return new ScreenshotOutput(format, null, fullPage, selector, Effort.BALANCED);
    }
}
