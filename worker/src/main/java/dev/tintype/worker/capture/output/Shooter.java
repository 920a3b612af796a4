package dev.tintype.worker.capture.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import com.microsoft.playwright.options.ScreenshotType;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Script;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Takes the pictures of one output: always one native shot each, so that nothing that sticks to the window is shown twice.
 * Covers what is masked and clears the background while it is open.
 */
final class Shooter implements AutoCloseable {
    private static final String FREEZE = Script.load(Shooter.class, "freeze.js");
    private static final String MASK = Script.load(Shooter.class, "mask.js");
    private static final String BACKGROUND = "Emulation.setDefaultBackgroundColorOverride";
    private static final String REFUSAL = "Unable to capture screenshot";
    private static final int MAX_REFUSALS = 3;
    private static final String DOING = "being photographed";

    private final ScreenshotOutput output;
    private final VisitedPage page;
    private final boolean stillEveryFrame;

    /** @throws JobFailure {@code selector_not_found} for a mask that is no selector */
    Shooter(ScreenshotOutput output, VisitedPage page) {
        this.output = output;
        this.page = page;
        // Frames move and show carets of their own.
        this.stillEveryFrame =
                output.effort() != Effort.FAST && page.tab().page().frames().size() > 1;
        if (!output.mask().isEmpty()) {
            mask(output.mask());
        }
        if (output.omitBackground() && !stillEveryFrame) {
            JsonObject clear = new JsonObject();
            for (String channel : List.of("r", "g", "b", "a")) {
                clear.addProperty(channel, 0);
            }
            JsonObject parameters = new JsonObject();
            parameters.add("color", clear);
            page.tab().send(BACKGROUND, parameters);
        }
    }

    /**
     * Takes one picture.
     *
     * @param quality for lossy formats
     * @param quick whether size does not matter
     */
    byte[] shoot(Region region, Format format, int quality, boolean quick) {
        return stillEveryFrame ? stillInEveryFrame(region, format, quality) : directly(region, format, quality, quick);
    }

    /** A small PNG of {@code region}, to look at. */
    byte[] probe(Region region, double scale) {
        return decoded(clipped(shot(Format.PNG, 0, true), region, scale));
    }

    @Override
    public void close() {
        if (output.omitBackground() && !stillEveryFrame) {
            page.tab().send(BACKGROUND);
        }
        if (!output.mask().isEmpty()) {
            mask(List.of());
        }
    }

    /** Covers what the selectors match, and nothing else any more. */
    private void mask(List<String> selectors) {
        JsonArray all = new JsonArray();
        selectors.forEach(all::add);
        JsonObject parameter = new JsonObject();
        parameter.add("selectors", all);
        JsonObject done = page.tab().call(MASK, parameter).getAsJsonObject();
        if (done.has("invalid")) {
            throw new JobFailure(
                    ErrorCode.SELECTOR_NOT_FOUND,
                    "Not a CSS selector in mask: " + done.get("invalid").getAsString());
        }
    }

    /** Playwright's way: it stills every frame first, at the price of several more calls into the page. */
    private byte[] stillInEveryFrame(Region region, Format format, int quality) {
        Page.ScreenshotOptions options = new Page.ScreenshotOptions()
                .setType(ScreenshotType.valueOf(format.name()))
                .setAnimations(still() ? ScreenshotAnimations.DISABLED : ScreenshotAnimations.ALLOW)
                .setCaret(still() ? ScreenshotCaret.HIDE : ScreenshotCaret.INITIAL)
                .setOmitBackground(output.omitBackground())
                .setTimeout((double) page.budget().leftMs(DOING));
        if (format != Format.PNG) {
            options.setQuality(quality);
        }
        if (!region.window()) {
            options.setFullPage(true).setClip(region.x(), region.y(), region.width(), region.height());
        }
        try {
            return page.tab().page().screenshot(options);
        } catch (TimeoutError e) {
            throw new JobFailure(
                    ErrorCode.NAVIGATION_TIMEOUT, page.budget().overdue(DOING).detail(), e);
        }
    }

    /** Straight through the DevTools protocol: a tenth less work for a capture, and only there is the quick encoder. */
    private byte[] directly(Region region, Format format, int quality, boolean quick) {
        if (still()) {
            page.tab().call(FREEZE, new JsonObject());
        }
        JsonObject shot = shot(format, quality, quick);
        if (!region.window() || page.options().scale() != 1) {
            page.tab().send("Emulation.setDeviceMetricsOverride", metrics(page.options()));
        }
        return decoded(region.window() ? shot : clipped(shot, region, 1));
    }

    /** Whether nothing may move in the picture. */
    private boolean still() {
        return page.options().animations() == PageOptions.Animations.DISABLED;
    }

    private static JsonObject shot(Format format, int quality, boolean quick) {
        JsonObject shot = new JsonObject();
        shot.addProperty("format", format.name().toLowerCase(Locale.ROOT));
        shot.addProperty("optimizeForSpeed", quick);
        if (format != Format.PNG) {
            shot.addProperty("quality", quality);
        }
        return shot;
    }

    private static JsonObject clipped(JsonObject shot, Region region, double scale) {
        JsonObject clip = new JsonObject();
        clip.addProperty("x", region.x());
        clip.addProperty("y", region.y());
        clip.addProperty("width", region.width());
        clip.addProperty("height", region.height());
        clip.addProperty("scale", scale);
        shot.add("clip", clip);
        shot.addProperty("captureBeyondViewport", !region.window());
        return shot;
    }

    /** A browser that has no frame to show at that moment refuses; it has one soon. */
    private byte[] decoded(JsonObject shot) {
        for (int refused = 0; ; refused++) {
            try {
                JsonObject answer = page.tab().send("Page.captureScreenshot", shot);
                return Base64.getDecoder().decode(answer.get("data").getAsString());
            } catch (PlaywrightException e) {
                if (refused == MAX_REFUSALS || !String.valueOf(e.getMessage()).contains(REFUSAL)) {
                    throw e;
                }
                page.budget().leftMs(DOING);
            }
        }
    }

    /** What the page has already; for a session that has not said so itself, Chromium shoots at scale 1 and forgets the window. */
    private static JsonObject metrics(PageOptions options) {
        JsonObject metrics = new JsonObject();
        metrics.addProperty("width", options.viewport().width());
        metrics.addProperty("height", options.viewport().height());
        metrics.addProperty("screenWidth", options.viewport().width());
        metrics.addProperty("screenHeight", options.viewport().height());
        metrics.addProperty("deviceScaleFactor", options.scale());
        metrics.addProperty("mobile", options.mobile());
        return metrics;
    }
}
