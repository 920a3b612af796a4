package dev.tintype.cli.capture;

import dev.tintype.cli.capture.OutputFormat.Kind;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

    @Option(names = "--quality", paramLabel = "1-100", description = "For jpeg, webp and avif (80, avif 60).")
    private @Nullable Integer quality;

    @Option(names = "--effort", paramLabel = "HOW", description = "Time against size: fast, balanced or small.")
    private @Nullable String effort;

    @Option(names = "--paper", paramLabel = "SIZE", description = "For pdf: a4, letter, a3, … (a4).")
    private @Nullable String paper;

    @Option(names = "--landscape", description = "For pdf: turn the paper.")
    private boolean landscape;

    @Option(names = "--duration", paramLabel = "S", description = "For videos: seconds they take (5).")
    private @Nullable Double durationSeconds;

    @Option(names = "--scroll", description = "For videos: scroll smoothly to the page's end.")
    private boolean scroll;

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
        switch (format.kind()) {
            case PDF -> {
                output.put("kind", "pdf");
                putWord(output, "format", paper);
                if (landscape) {
                    output.put("landscape", true);
                }
            }
            case SCREENSHOT -> {
                output.put("kind", "screenshot").put("format", format.wireName());
                if (fullPage) {
                    output.put("full_page", true);
                }
                putSelector(output);
                if (quality != null) {
                    output.put("quality", quality);
                }
                putWord(output, "effort", effort);
            }
            case TEXT -> {
                output.put("kind", format.wireName());
                putSelector(output);
            }
            case ARCHIVE -> {
                output.put("kind", format.wireName());
                if (format == OutputFormat.HTML) {
                    // A file that lies somewhere else must bring along what it shows.
                    output.put("inline_resources", true);
                }
                if (format == OutputFormat.HAR) {
                    output.put("content", true);
                }
            }
            case VIDEO -> {
                output.put("kind", "video").put("format", format.wireName());
                if (durationSeconds != null) {
                    output.put("duration_ms", (int) Math.round(durationSeconds * 1000));
                }
                if (scroll) {
                    output.put("scroll", true);
                }
            }
        }
    }

    /** The name of an option that was given but does nothing for {@code format}; null when there is none. */
    @Nullable
    String misplaced(OutputFormat format) {
        Kind kind = format.kind();
        return Stream.of(
                        misplaced(fullPage, "--full-page", kind == Kind.SCREENSHOT),
                        misplaced(selector != null, "--selector", kind == Kind.SCREENSHOT || kind == Kind.TEXT),
                        misplaced(quality != null, "--quality", kind == Kind.SCREENSHOT),
                        misplaced(effort != null, "--effort", kind == Kind.SCREENSHOT),
                        misplaced(paper != null, "--paper", kind == Kind.PDF),
                        misplaced(landscape, "--landscape", kind == Kind.PDF),
                        misplaced(durationSeconds != null, "--duration", kind == Kind.VIDEO),
                        misplaced(scroll, "--scroll", kind == Kind.VIDEO))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<String> misplaced(boolean given, String option, boolean useful) {
        return given && !useful ? Optional.of(option) : Optional.empty();
    }

    private void putSelector(ObjectNode output) {
        if (selector != null) {
            output.put("selector", selector);
        }
    }

    private static void putWord(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value.toLowerCase(Locale.ROOT));
        }
    }
}
