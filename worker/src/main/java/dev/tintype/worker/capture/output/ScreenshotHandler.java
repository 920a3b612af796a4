package dev.tintype.worker.capture.output;

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
import java.util.Locale;
import java.util.Map;

/**
 * Pictures of the window, the whole page or one element: always one native shot, so that nothing that sticks to the
 * window is shown twice. Every shot is checked against its format's limits before, and decoded as far as its size after.
 */
final class ScreenshotHandler implements CaptureOutputHandler<ScreenshotOutput> {
    private static final String FREEZE = Script.load(ScreenshotHandler.class, "freeze.js");
    private static final int DEFAULT_QUALITY = 80;
    private static final String REFUSAL = "Unable to capture screenshot";
    private static final int MAX_REFUSALS = 3;
    private static final String DOING = "being photographed";

    @Override
    public Class<ScreenshotOutput> type() {
        return ScreenshotOutput.class;
    }

    @Override
    public Rendered render(ScreenshotOutput output, VisitedPage page) {
        Region region = region(output, page);
        double scale = page.options().scale();
        ScreenshotLimits.check(output.format(), region.deviceWidth(scale), region.deviceHeight(scale));
        byte[] bytes = framed(page) && output.effort() != Effort.FAST
                ? stillInEveryFrame(output, region, page)
                : directly(output, region, page);
        ImageHeader size = ImageHeader.read(bytes, output.format())
                .orElseThrow(() -> new JobFailure(ErrorCode.BLANK_PAGE, "The browser made an empty picture"));
        return new Rendered(
                output.kindName(),
                output.kindName(),
                output.format().extension(),
                output.format().mediaType(),
                bytes.length,
                output.effort() == Effort.SMALL && output.format() == Format.PNG
                        ? () -> PngSqueezer.squeeze(bytes)
                        : () -> bytes,
                Map.of("width", size.width(), "height", size.height(), "scale", scale));
    }

    private static Region region(ScreenshotOutput output, VisitedPage page) {
        PageGeometry geometry = new PageGeometry(page);
        if (output.selector() != null) {
            return geometry.element(output.selector());
        }
        return output.fullPage() ? geometry.wholePage() : geometry.window();
    }

    /** Whether there are frames in the page, which move and show carets of their own. */
    private static boolean framed(VisitedPage page) {
        return page.tab().page().frames().size() > 1;
    }

    /** Playwright's way: it stills every frame first, at the price of several more calls into the page. */
    private static byte[] stillInEveryFrame(ScreenshotOutput output, Region region, VisitedPage page) {
        Page.ScreenshotOptions options = new Page.ScreenshotOptions()
                .setType(ScreenshotType.valueOf(output.format().name()))
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setCaret(ScreenshotCaret.HIDE)
                .setTimeout((double) page.budget().leftMs(DOING));
        if (output.format() != Format.PNG) {
            options.setQuality(quality(output));
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
    private static byte[] directly(ScreenshotOutput output, Region region, VisitedPage page) {
        page.tab().call(FREEZE, new JsonObject());
        JsonObject shot = new JsonObject();
        shot.addProperty("format", output.format().name().toLowerCase(Locale.ROOT));
        shot.addProperty("optimizeForSpeed", output.effort() == Effort.FAST);
        if (output.format() != Format.PNG) {
            shot.addProperty("quality", quality(output));
        }
        if (!region.window() || page.options().scale() != 1) {
            page.tab().send("Emulation.setDeviceMetricsOverride", metrics(page.options()));
        }
        if (!region.window()) {
            JsonObject clip = new JsonObject();
            clip.addProperty("x", region.x());
            clip.addProperty("y", region.y());
            clip.addProperty("width", region.width());
            clip.addProperty("height", region.height());
            clip.addProperty("scale", 1);
            shot.add("clip", clip);
            shot.addProperty("captureBeyondViewport", true);
        }
        return Base64.getDecoder().decode(shoot(shot, page).get("data").getAsString());
    }

    /** A browser that has no frame to show at that moment refuses; it has one soon. */
    private static JsonObject shoot(JsonObject shot, VisitedPage page) {
        for (int refused = 0; ; refused++) {
            try {
                return page.tab().send("Page.captureScreenshot", shot);
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

    private static int quality(ScreenshotOutput output) {
        Integer quality = output.quality();
        return quality == null ? DEFAULT_QUALITY : quality;
    }
}
