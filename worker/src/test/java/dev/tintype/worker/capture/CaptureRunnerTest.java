package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.worker.capture.browser.BrowserSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CaptureRunnerTest {
    private static Site site;
    private static CaptureRunner runner;

    @BeforeAll
    static void start() {
        site = new Site();
        site.html("/hello", "<!doctype html><title>Hello</title><body style='background:#0a0'><h1>Hello</h1>");
        runner = new CaptureRunner(
                1,
                BrowserSettings.of(null, Path.of("target/browser-cache")),
                EgressPolicy.of(List.of("127.0.0.1:" + site.port())));
    }

    @AfterAll
    static void stop() {
        runner.close();
        site.close();
    }

    @Test
    void a_url_becomes_a_png() throws Exception {
        MemoryAttempt attempt = new MemoryAttempt(
                CaptureSource.ofUrl(site.url("/hello")), PageOptions.defaults(), ScreenshotOutput.defaults());

        runner.run(attempt);

        assertThat(attempt.image("screenshot.png").getWidth()).isEqualTo(1280);
        assertThat(attempt.stages()).containsExactly("open", "wait", "screenshot", "store");
    }

    @Test
    void html_becomes_a_png() throws Exception {
        MemoryAttempt attempt = new MemoryAttempt(
                CaptureSource.ofHtml("<h1>Hello</h1>"), PageOptions.defaults(), ScreenshotOutput.defaults());

        runner.run(attempt);

        assertThat(attempt.image("screenshot.png").getHeight()).isEqualTo(720);
    }
}
