package dev.tintype.cli.demo;

import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PageOptions.ColorScheme;
import dev.tintype.capture.PageOptions.WaitUntil;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.capture.Viewport;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One visit of the demo's page and the files made of it.
 *
 * @param name one word for the progress line
 * @param outputs one for each file, in the same order
 */
record Shot(
        String name,
        Viewport viewport,
        double scale,
        @Nullable ColorScheme colours,
        List<Output> outputs) {

    /**
     * @param file name in the output folder
     * @param title heading in the gallery
     * @param about a sentence below it
     */
    record Output(String file, String title, String about, CaptureOutput options) {}

    /** What the demo shows: every format, a phone, and the page's dark side. */
    static List<Shot> all() {
        Viewport desktop = new Viewport(1280, 800);
        return List.of(
                new Shot(
                        "desktop",
                        desktop,
                        1,
                        null,
                        List.of(
                                new Output(
                                        "desktop.png",
                                        "The whole page",
                                        "PNG, full page, every lazy picture fetched",
                                        picture(Format.PNG)),
                                new Output(
                                        "desktop.webp",
                                        "The same, smaller",
                                        "WebP of the same visit",
                                        picture(Format.WEBP)),
                                new Output(
                                        "page.pdf",
                                        "On paper",
                                        "PDF of the same visit, laid out by the page's print styles",
                                        PdfOutput.defaults()))),
                new Shot(
                        "phone",
                        new Viewport(390, 844),
                        3,
                        null,
                        List.of(new Output(
                                "phone.png",
                                "On a phone",
                                "390 × 844 at three pixels per pixel",
                                new ScreenshotOutput(Format.PNG, null, false, null, Effort.FAST)))),
                new Shot(
                        "dark",
                        desktop,
                        1,
                        ColorScheme.DARK,
                        List.of(new Output(
                                "dark.webp",
                                "After dark",
                                "The page was asked for its dark colours",
                                picture(Format.WEBP)))));
    }

    private static ScreenshotOutput picture(Format format) {
        return new ScreenshotOutput(format, null, true, null, Effort.FAST);
    }

    /** The job that makes it. */
    JsonNode request(URI page) {
        PageOptions options = new PageOptions(viewport, scale, colours, WaitUntil.AUTO, PageOptions.DEFAULT_TIMEOUT_MS);
        List<CaptureOutput> wanted = outputs.stream().map(Output::options).toList();
        CaptureSpec spec = new CaptureSpec(CaptureSource.ofUrl(page.toString()), options, wanted);
        return new JobRequest(spec, JobOptions.defaults()).toJson();
    }
}
