package dev.tintype.api.pixashot;

import dev.tintype.api.pixashot.PixashotOptions.Format;
import dev.tintype.api.pixashot.PixashotOptions.Interaction;
import dev.tintype.api.pixashot.PixashotOptions.Network;
import dev.tintype.api.pixashot.PixashotOptions.Wait;
import dev.tintype.capture.UserAgent;
import dev.tintype.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Pixashot's options mean as a capture job: the only place that knows both. */
final class PixashotJob {
    private static final int USUAL_WIDTH = 1920;
    private static final int USUAL_HEIGHT = 1080;
    private static final int USUAL_QUALITY = 90;
    private static final int USUAL_TIMEOUT_MS = 30_000;
    private static final int SELECTOR_MS = 30_000;
    /** Loading gets two thirds of a page's time here, all of {@code wait_for_timeout} there. */
    private static final double OF_LOADING = 1.5;
    /** For the outputs. */
    private static final int OUTPUT_MS = 15_000;

    private static final int MOST_MS = 600_000;

    private static final List<UserAgent> RANDOM = List.of(
            new UserAgent(null, UserAgent.Form.DESKTOP, UserAgent.Platform.WINDOWS, UserAgent.Browser.CHROME),
            new UserAgent(null, UserAgent.Form.DESKTOP, UserAgent.Platform.WINDOWS, UserAgent.Browser.EDGE),
            new UserAgent(null, UserAgent.Form.DESKTOP, UserAgent.Platform.MACOS, UserAgent.Browser.CHROME),
            new UserAgent(null, UserAgent.Form.DESKTOP, UserAgent.Platform.LINUX, UserAgent.Browser.CHROME),
            new UserAgent(null, UserAgent.Form.MOBILE, UserAgent.Platform.ANDROID, UserAgent.Browser.CHROME),
            new UserAgent(null, UserAgent.Form.MOBILE, UserAgent.Platform.IOS, UserAgent.Browser.SAFARI));

    private final PixashotOptions options;

    PixashotJob(PixashotOptions options) {
        this.options = options;
    }

    /** The request of the job. */
    ObjectNode request() {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put("type", "capture");
        ObjectNode source = request.putObject("source");
        put(source, "url", options.url());
        put(source, "html", options.htmlContent());
        ObjectNode page = request.putObject("page");
        window(page);
        browser(page);
        waiting(page);
        loading(page);
        request.putArray("outputs").add(output());
        request.put("timeout_s", Math.min(page.get("timeout_ms").asInt() / 1000 + 15, 600));
        request.put("max_attempts", 2);
        request.putArray("tags").add("pixashot");
        return request;
    }

    private void window(ObjectNode page) {
        page.putObject("viewport")
                .put("width", Objects.requireNonNullElse(options.windowWidth(), USUAL_WIDTH))
                .put("height", Objects.requireNonNullElse(options.windowHeight(), USUAL_HEIGHT));
        put(page, "scale", options.pixelDensity());
        if (isTrue(options.darkMode())) {
            page.put("color_scheme", "dark");
        }
        if (options.geolocation() != null) {
            page.set("geolocation", Json.mapper().valueToTree(options.geolocation()));
        }
        if (options.backgroundColor() != null) {
            // says less than any rule of the page's own
            page.put("css", ":where(html) { background-color: " + options.backgroundColor() + "; }");
        }
    }

    private void browser(ObjectNode page) {
        UserAgent agent = userAgent();
        if (agent != null) {
            page.set("user_agent", Json.mapper().valueToTree(agent.json()));
        }
        if (options.customHeaders() != null) {
            page.set("headers", Json.mapper().valueToTree(options.customHeaders()));
        }
        put(page, "ignore_https_errors", options.ignoreHttpsErrors());
        put(page, "js", options.customJs());
    }

    /** Parts that are not said are filled in; nothing said at all, and asked for at random: any of the usual ones. */
    private @Nullable UserAgent userAgent() {
        boolean said = options.userAgentDevice() != null
                || options.userAgentPlatform() != null
                || options.userAgentBrowser() != null;
        if (said) {
            return new UserAgent(
                    null, options.userAgentDevice(), options.userAgentPlatform(), options.userAgentBrowser());
        }
        return isTrue(options.useRandomUserAgent())
                ? RANDOM.get(ThreadLocalRandom.current().nextInt(RANDOM.size()))
                : null;
    }

    private void waiting(ObjectNode page) {
        page.put("wait_until", options.waitForNetwork() == Network.MOSTLY_IDLE ? "networkmostlyidle" : "networkidle");
        page.put("on_timeout", "capture");
        int loading = Objects.requireNonNullElse(options.waitForTimeout(), USUAL_TIMEOUT_MS);
        long budget = (long) (loading * OF_LOADING) + OUTPUT_MS;
        ArrayNode waits = Json.mapper().createArrayNode();
        if (options.waitForSelector() != null) {
            waits.addObject().put("selector", options.waitForSelector());
        }
        if (options.delayCapture() != null && options.delayCapture() > 0) {
            waits.addObject().put("delay_ms", options.delayCapture());
            budget += options.delayCapture();
        }
        if (!waits.isEmpty()) {
            page.set("wait_for", waits);
        }
        if (options.interactions() != null && !options.interactions().isEmpty()) {
            ArrayNode actions = page.putArray("actions");
            for (Interaction step : options.interactions()) {
                ObjectNode action = action(step);
                actions.add(action);
                budget += action.path("timeout_ms").asInt(0);
            }
        }
        page.put("timeout_ms", (int) Math.min(budget, MOST_MS));
    }

    private static ObjectNode action(Interaction step) {
        ObjectNode action = Json.mapper().createObjectNode();
        switch (step.action()) {
            case CLICK, HOVER -> {
                action.put("action", step.action().name().toLowerCase(java.util.Locale.ROOT));
                put(action, "selector", step.selector());
                put(action, "x", step.x());
                put(action, "y", step.y());
                action.put("timeout_ms", SELECTOR_MS);
            }
            case TYPE -> {
                action.put("action", "fill");
                put(action, "selector", step.selector());
                put(action, "text", step.text());
                action.put("timeout_ms", SELECTOR_MS);
            }
            case SCROLL ->
                action.put("action", "evaluate")
                        .put(
                                "script",
                                "window.scrollTo(" + Objects.requireNonNullElse(step.x(), 0) + ", "
                                        + Objects.requireNonNullElse(step.y(), 0) + ")");
            case WAIT_FOR -> wait(action, Objects.requireNonNull(step.waitFor()));
        }
        return action;
    }

    private static void wait(ObjectNode action, Wait wait) {
        int ms = wait.value() instanceof Integer number ? number : SELECTOR_MS;
        switch (wait.type()) {
            case SELECTOR -> {
                action.put("action", "wait_for").put("timeout_ms", SELECTOR_MS);
                action.putObject("wait_for").put("selector", String.valueOf(wait.value()));
            }
            case TIMEOUT -> {
                action.put("action", "wait_for").put("timeout_ms", ms + 1000);
                action.putObject("wait_for").put("delay_ms", ms);
            }
            case NETWORK_IDLE -> quiet(action, 0, ms);
            case NETWORK_MOSTLY_IDLE -> quiet(action, 2, ms);
        }
    }

    /** Waits until what the page has loaded grows by at most so many in half a second, for so many ms at most. */
    private static void quiet(ObjectNode action, int most, int ms) {
        String script = """
                const end = performance.now() + %d;
                const count = () => performance.getEntriesByType('resource').length;
                for (let before = count(); performance.now() < end; before = count()) {
                  await new Promise(done => setTimeout(done, 500));
                  if (count() - before <= %d) return;
                }
                throw new Error('the network did not become quiet');
                """.formatted(ms, most);
        action.put("action", "evaluate").put("script", script).put("timeout_ms", ms + 1000);
    }

    private void loading(ObjectNode page) {
        if (isTrue(options.blockMedia())) {
            page.withObject("/block").put("media", true);
        }
        if (isTrue(options.useCookieBlocker())) {
            page.withObject("/block").put("cookie_banners", true);
        }
    }

    private ObjectNode output() {
        Format format = options.formatOrUsual();
        ObjectNode output = Json.mapper().createObjectNode();
        switch (format) {
            case PNG, JPEG, WEBP -> picture(output, format);
            case PDF -> pdf(output);
            case HTML -> output.put("kind", "html");
        }
        return output;
    }

    private void picture(ObjectNode output, Format format) {
        output.put("kind", "screenshot").put("format", format.wireName());
        if (options.selector() != null) {
            output.put("selector", options.selector());
        } else {
            put(output, "full_page", options.fullPage());
        }
        if (format != Format.PNG) {
            output.put("quality", Math.max(1, Objects.requireNonNullElse(options.imageQuality(), USUAL_QUALITY)));
        }
        if (isTrue(options.omitBackground())) {
            output.put("omit_background", true);
        }
    }

    private void pdf(ObjectNode output) {
        output.put("kind", "pdf");
        put(output, "print_background", options.pdfPrintBackground());
        put(output, "scale", options.pdfScale());
        put(output, "page_ranges", options.pdfPageRanges());
        put(output, "width", options.pdfWidth());
        put(output, "height", options.pdfHeight());
        if (options.pdfWidth() == null && options.pdfFormat() != null) {
            output.put("format", options.pdfFormat().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, Json.mapper().valueToTree(value));
        }
    }
}
