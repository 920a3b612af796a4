package dev.tintype.cli.capture;

import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The options that say how to visit and what to make. What is not given is not sent, so the server's defaults hold. */
final class PageSettings {
    /** Seconds an attempt may take beyond the page's own budget: starting, encoding, storing. */
    private static final int MARGIN_S = 30;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Show the page as on a device, such as \"iPhone 15\".")
    private @Nullable String device;

    @Option(names = "--full-page", description = "The whole page instead of the window.")
    private boolean fullPage;

    @Option(names = "--selector", paramLabel = "CSS", description = "Only the first element that matches.")
    private @Nullable String selector;

    @Option(names = "--width", paramLabel = "PX", description = "Width of the window (1280).")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "PX", description = "Height of the window (720).")
    private @Nullable Integer height;

    @Option(names = "--scale", paramLabel = "N", description = "Device pixels per CSS pixel, 0.5 to 4 (1).")
    private @Nullable Double scale;

    @Option(names = "--dark", description = "Ask the page for its dark colours.")
    private boolean dark;

    @Option(
            names = "--wait-until",
            paramLabel = "WHEN",
            description =
                    "When the page is ready: auto, load, domcontentloaded, networkidle, networkmostlyidle (auto).")
    private @Nullable String waitUntil;

    @Option(names = "--wait-for", paramLabel = "CSS", description = "Wait until an element that matches is visible.")
    private @Nullable String waitFor;

    @Option(names = "--hide", paramLabel = "CSS", description = "Make what matches invisible; may be repeated.")
    private List<String> hide = List.of();

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "Send a header to the page's own origin; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--block",
            paramLabel = "WHAT",
            split = ",",
            description = "Do without: ads, trackers, cookie_banners, chats, media.")
    private List<String> block = List.of();

    @Option(names = "--partial", description = "When time is up, capture what is there.")
    private boolean partial;

    @Option(names = "--quality", paramLabel = "1-100", description = "For jpeg and webp (80).")
    private @Nullable Integer quality;

    @Option(names = "--effort", paramLabel = "HOW", description = "Time against size: fast, balanced or small.")
    private @Nullable String effort;

    @Option(names = "--paper", paramLabel = "SIZE", description = "For pdf: a4, letter, a3, … (a4).")
    private @Nullable String paper;

    @Option(names = "--landscape", description = "For pdf: turn the paper.")
    private boolean landscape;

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds the page may take (30).")
    private @Nullable Double timeoutSeconds;

    /** Puts the options for the visit, and for the job's own time, into {@code request}. */
    void putPage(ObjectNode request) {
        ObjectNode page = request.objectNode();
        if (device != null) {
            page.put("device", device);
        }
        if (width != null || height != null) {
            page.putObject("viewport")
                    .put("width", width == null ? 1280 : width)
                    .put("height", height == null ? 720 : height);
        }
        if (scale != null) {
            page.put("scale", scale);
        }
        if (dark) {
            page.put("color_scheme", "dark");
        }
        putWord(page, "wait_until", waitUntil);
        putVisit(page);
        if (timeoutSeconds != null) {
            page.put("timeout_ms", (int) Math.round(timeoutSeconds * 1000));
            request.put("timeout_s", (int) Math.ceil(timeoutSeconds) + MARGIN_S);
        }
        if (!page.isEmpty()) {
            request.set("page", page);
        }
    }

    private void putVisit(ObjectNode page) {
        if (waitFor != null) {
            page.putArray("wait_for").addObject().put("selector", waitFor);
        }
        if (!hide.isEmpty()) {
            ArrayNode selectors = page.putArray("hide");
            hide.forEach(selectors::add);
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new CommandFailure(
                        Exit.USAGE, "--header " + header + " is no header", "write it as \"Name: value\"");
            }
            page.withObjectProperty("headers")
                    .put(
                            header.substring(0, colon).strip(),
                            header.substring(colon + 1).strip());
        }
        for (String what : block) {
            page.withObjectProperty("block").put(what.strip().replace('-', '_').toLowerCase(Locale.ROOT), true);
        }
        if (partial) {
            page.put("on_timeout", "capture");
        }
    }

    /** Puts the options that go with {@code format} into {@code output}. */
    void putOutput(ObjectNode output, OutputFormat format) {
        switch (format) {
            case PDF -> {
                output.put("kind", "pdf");
                putWord(output, "format", paper);
                if (landscape) {
                    output.put("landscape", true);
                }
            }
            case PNG, JPEG, WEBP -> {
                output.put("kind", "screenshot").put("format", format.wireName());
                if (fullPage) {
                    output.put("full_page", true);
                }
                if (selector != null) {
                    output.put("selector", selector);
                }
                if (quality != null) {
                    output.put("quality", quality);
                }
                putWord(output, "effort", effort);
            }
        }
    }

    /** The name of an option that was given but does nothing for {@code format}; null when there is none. */
    @Nullable
    String misplaced(OutputFormat format) {
        if (format == OutputFormat.PDF) {
            if (fullPage) {
                return "--full-page";
            }
            if (selector != null) {
                return "--selector";
            }
            if (quality != null) {
                return "--quality";
            }
            return effort == null ? null : "--effort";
        }
        if (paper != null) {
            return "--paper";
        }
        return landscape ? "--landscape" : null;
    }

    private static void putWord(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value.toLowerCase(Locale.ROOT));
        }
    }
}
