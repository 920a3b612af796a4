package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.Viewport;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.egress.Upstreams;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.json.Json;
import dev.tintype.seal.RequestSeal;
import dev.tintype.worker.capture.browser.BrowserSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site and a runner with one slot that may reach it. */
final class Harness implements AutoCloseable {
    private static final Path CACHE = Path.of("target", "browser-cache");

    final Site site = new Site();
    final CaptureRunner runner;

    Harness() {
        this(List.of());
    }

    /** @param allow what else may be reached */
    Harness(List<String> allow) {
        this(1, allow, BrowserSettings.of(null, CACHE));
    }

    Harness(int slots) {
        this(slots, List.of(), BrowserSettings.of(null, CACHE));
    }

    Harness(BrowserSettings settings) {
        this(1, List.of(), settings);
    }

    /** @param sources instead of what is in the source itself */
    Harness(PageSources sources) {
        this(1, List.of(), BrowserSettings.of(null, CACHE), sources);
    }

    private Harness(int slots, List<String> allow, BrowserSettings settings) {
        this(slots, allow, settings, (_, source) -> PageSources.inline(source));
    }

    /** @param upstreams proxies that requests may name */
    Harness(Upstreams upstreams) {
        this(1, List.of(), BrowserSettings.of(null, CACHE), (_, source) -> PageSources.inline(source), upstreams);
    }

    private Harness(int slots, List<String> allow, BrowserSettings settings, PageSources sources) {
        this(slots, allow, settings, sources, Upstreams.none());
    }

    private Harness(int slots, List<String> allow, BrowserSettings settings, PageSources sources, Upstreams upstreams) {
        List<String> reachable = new ArrayList<>(allow);
        reachable.add("127.0.0.1:" + site.port());
        runner = new CaptureRunner(slots, settings, EgressPolicy.of(reachable), upstreams, sources, RequestSeal.none());
    }

    static BrowserSettings recycledAfter(int jobs) {
        return new BrowserSettings(null, CACHE, jobs, Duration.ofHours(1));
    }

    /** @param bytes of memory */
    static BrowserSettings recycledAbove(long bytes) {
        return new BrowserSettings(null, CACHE, 1_000, Duration.ofHours(1), bytes);
    }

    static PageOptions page(@Nullable Viewport viewport, double scale, PageOptions.@Nullable ColorScheme scheme) {
        return new PageOptions(
                viewport == null ? Viewport.DEFAULT : viewport, scale, scheme, PageOptions.WaitUntil.AUTO, 20_000);
    }

    static PageOptions within(int timeoutMs) {
        return within(timeoutMs, PageOptions.WaitUntil.AUTO);
    }

    static PageOptions within(int timeoutMs, PageOptions.WaitUntil wait) {
        return new PageOptions(Viewport.DEFAULT, 1.0, null, wait, timeoutMs);
    }

    /** From JSON, as callers give them. */
    static PageOptions page(String json) {
        return Json.read(json.replace('\'', '"'), PageOptions.class);
    }

    static CaptureSource html(String body) {
        return CaptureSource.ofHtml("<!doctype html>" + body);
    }

    /** An output as a request asks for it; with single quotes for double ones. */
    static CaptureOutput output(String json) {
        return Json.read(json.replace('\'', '"'), CaptureOutput.class);
    }

    CaptureSource at(String path) {
        return CaptureSource.ofUrl(site.url(path));
    }

    /** Captures and gives back what was stored. */
    MemoryAttempt capture(CaptureSource source, PageOptions page, CaptureOutput... outputs) {
        MemoryAttempt attempt = new MemoryAttempt(source, page, outputs);
        attempt.finished(run(attempt));
        return attempt;
    }

    MemoryAttempt capture(CaptureSource source, CaptureOutput... outputs) {
        return capture(source, within(20_000), outputs);
    }

    /** Captures what cannot be captured. */
    JobFailure failure(CaptureSource source, PageOptions page, CaptureOutput... outputs) {
        MemoryAttempt attempt = new MemoryAttempt(source, page, outputs);
        JobFailure failure = catchThrowableOfType(JobFailure.class, () -> runner.run(attempt));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(attempt.names()).as("nothing stored").isEmpty();
        return failure;
    }

    JobFailure failure(CaptureSource source) {
        return failure(source, within(20_000), ScreenshotOutput.defaults());
    }

    /** The slot is as good as new. */
    void assertServes() {
        MemoryAttempt attempt = capture(html("<body style='background:#00ff00'>"), ScreenshotOutput.defaults());
        assertThat(attempt.image("screenshot.png").getRGB(640, 360)).isEqualTo(0xFF00FF00);
    }

    JobResult run(MemoryAttempt attempt) {
        try {
            return runner.run(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        runner.close();
        site.close();
    }
}
