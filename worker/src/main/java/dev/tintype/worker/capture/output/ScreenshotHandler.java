package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
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
        byte[] bytes = output.effort() == Effort.FAST ? quickly(output, region, page) : asUsual(output, region, page);
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

    private static byte[] asUsual(ScreenshotOutput output, Region region, VisitedPage page) {
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

    /** Straight through the DevTools protocol: only there has the browser its quick encoder. */
    private static byte[] quickly(ScreenshotOutput output, Region region, VisitedPage page) {
        page.tab().call(FREEZE, new JsonObject());
        page.tab().send("Emulation.setDeviceMetricsOverride", metrics(page.options()));
        JsonObject shot = new JsonObject();
        shot.addProperty("format", output.format().name().toLowerCase(Locale.ROOT));
        shot.addProperty("optimizeForSpeed", true);
        if (output.format() != Format.PNG) {
            shot.addProperty("quality", quality(output));
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
        String data =
                page.tab().send("Page.captureScreenshot", shot).get("data").getAsString();
        return Base64.getDecoder().decode(data);
    }

    /** What the page has already; Chromium forgets it when a session shoots beyond the window that has not said so itself. */
    private static JsonObject metrics(PageOptions options) {
        JsonObject metrics = new JsonObject();
        metrics.addProperty("width", options.viewport().width());
        metrics.addProperty("height", options.viewport().height());
        metrics.addProperty("screenWidth", options.viewport().width());
        metrics.addProperty("screenHeight", options.viewport().height());
        metrics.addProperty("deviceScaleFactor", options.scale());
        metrics.addProperty("mobile", false);
        return metrics;
    }

    private static int quality(ScreenshotOutput output) {
        Integer quality = output.quality();
        return quality == null ? DEFAULT_QUALITY : quality;
    }
}
