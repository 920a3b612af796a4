package dev.tintype.worker.capture.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One blank page in a browser context of its own: nothing of another job is in it, nothing of this job outlives it. For
 * its slot's thread only.
 */
public final class Tab {
    private static final String WORLD = "tintype";

    private final PageShape shape;
    private final String browserVersion;
    private final BrowserContext context;
    private final Page page;
    private final CDPSession cdp;
    private final TabEvents events;
    private @Nullable String frame;
    private int world;

    private Tab(PageShape shape, BrowserContext context, String browserVersion, Optional<BrowserIdentity> identity) {
        this.shape = shape;
        this.browserVersion = browserVersion;
        this.context = context;
        this.page = context.newPage();
        this.cdp = context.newCDPSession(page);
        this.events = new TabEvents(page, cdp);
        // Tells the frame's name in time for nearly every visit: asking would be one more trip to the browser for each.
        cdp.on("Page.frameNavigated", event -> navigated(event.getAsJsonObject("frame")));
        cdp.send("Page.enable");
        identity.ifPresent(this::pretend);
        if (shape.media() != null) {
            // By this session, for its emulation is what new documents get; Playwright's is lost at the next one.
            JsonObject media = new JsonObject();
            media.addProperty("media", shape.media().name().toLowerCase(Locale.ROOT));
            cdp.send("Emulation.setEmulatedMedia", media);
        }
    }

    static Tab open(Browser browser, PageShape shape) {
        Optional<BrowserIdentity> identity =
                Optional.ofNullable(shape.userAgent()).map(asked -> BrowserIdentity.of(asked, browser.version()));
        BrowserContext context = browser.newContext(ContextOptions.of(shape, identity));
        return new Tab(shape, context, "Chromium " + browser.version(), identity);
    }

    private void navigated(JsonObject navigated) {
        if (!navigated.has("parentId")) {
            frame = navigated.get("id").getAsString();
        }
    }

    /** Playwright says the header's text everywhere; here follow the brands and the platform, which it does not know. */
    private void pretend(BrowserIdentity identity) {
        cdp.send("Emulation.setUserAgentOverride", identity.override(shape.locale()));
        if (!identity.hinted()) {
            runFirst("delete Navigator.prototype.userAgentData");
        }
    }

    /** Runs {@code script} in every document of the page before the document's own. */
    public void runFirst(String script) {
        page.addInitScript(script);
    }

    public PageShape shape() {
        return shape;
    }

    public Page page() {
        return page;
    }

    /** Name and version of the browser. */
    public String browserVersion() {
        return browserVersion;
    }

    /** What the page did beside being shown. */
    public TabEvents events() {
        return events;
    }

    /**
     * The page's own frame, by the protocol's name. May have to ask the browser, which does not answer while a request for
     * the page is stopped: who stops requests asks before.
     */
    public String mainFrame() {
        String known = frame;
        if (known == null) {
            known = cdp.send("Page.getFrameTree")
                    .getAsJsonObject("frameTree")
                    .getAsJsonObject("frame")
                    .get("id")
                    .getAsString();
            frame = known;
        }
        return known;
    }

    /** Has {@code listener} told of an event of the DevTools protocol, whenever this thread talks to the browser. */
    public void on(String event, Consumer<JsonObject> listener) {
        cdp.on(event, listener);
    }

    /** Sends a command of the DevTools protocol to this page. */
    public JsonObject send(String method, JsonObject parameters) {
        return cdp.send(method, parameters);
    }

    /** As the other, without parameters. */
    public JsonObject send(String method) {
        return cdp.send(method);
    }

    /**
     * Calls a function in the page, in a JavaScript world of our own: it sees the document, but nothing that the page's
     * scripts have replaced.
     *
     * @param function the text of a function of one parameter; it may be asynchronous
     * @return what it returned, by value
     * @throws PageScriptFailed when it threw
     * @throws com.microsoft.playwright.PlaywrightException when the page went elsewhere meanwhile
     */
    public JsonElement call(String function, JsonObject parameter) {
        JsonObject evaluation = new JsonObject();
        evaluation.addProperty("expression", "(" + function + ")(" + parameter + ")");
        evaluation.addProperty("awaitPromise", true);
        evaluation.addProperty("returnByValue", true);
        JsonObject answer = evaluate(evaluation);
        if (answer.has("exceptionDetails")) {
            throw new PageScriptFailed(answer.get("exceptionDetails").toString());
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? JsonNull.INSTANCE : value;
    }

    /**
     * Runs the body of a function of the caller's among the page's own scripts; it may await.
     *
     * @return what it returned, as JSON; null when it returned nothing
     * @throws PageScriptFailed when it threw, or what it returned is no JSON
     */
    public @Nullable String run(String body) {
        JsonObject evaluation = new JsonObject();
        evaluation.addProperty("expression", "(async () => JSON.stringify(await (async () => {" + body + "\n})()))()");
        evaluation.addProperty("awaitPromise", true);
        evaluation.addProperty("returnByValue", true);
        evaluation.addProperty("userGesture", true);
        JsonObject answer = cdp.send("Runtime.evaluate", evaluation);
        if (answer.has("exceptionDetails")) {
            throw new PageScriptFailed(thrown(answer.getAsJsonObject("exceptionDetails")));
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? null : value.getAsString();
    }

    private static String thrown(JsonObject details) {
        JsonElement exception = details.get("exception");
        JsonElement description =
                exception == null ? null : exception.getAsJsonObject().get("description");
        return (description == null ? details.get("text") : description)
                .getAsString()
                .lines()
                .findFirst()
                .orElse("");
    }

    /** Runs {@code script} in every document of the page before its own, in our world (see {@link #call}). */
    public void watchFirst(String script) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("source", script);
        parameters.addProperty("worldName", WORLD);
        cdp.send("Page.addScriptToEvaluateOnNewDocument", parameters);
    }

    /** In the world of the document that is there now; the one known from the last call may be another's. */
    private JsonObject evaluate(JsonObject evaluation) {
        if (world != 0) {
            try {
                evaluation.addProperty("contextId", world);
                return cdp.send("Runtime.evaluate", evaluation);
            } catch (PlaywrightException e) {
                if (!String.valueOf(e.getMessage()).contains("Cannot find context")) {
                    throw e;
                }
            }
        }
        JsonObject parameters = new JsonObject();
        parameters.addProperty("frameId", mainFrame());
        parameters.addProperty("worldName", WORLD);
        world = cdp.send("Page.createIsolatedWorld", parameters)
                .get("executionContextId")
                .getAsInt();
        evaluation.addProperty("contextId", world);
        return cdp.send("Runtime.evaluate", evaluation);
    }

    /** Ends the page and everything it has going on. */
    void close() {
        context.close();
    }
}
