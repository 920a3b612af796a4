package dev.tintype.worker.capture.visit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.worker.capture.browser.Tab;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Answers consent banners with no, through DuckDuckGo's autoconsent: its rules know several hundred frameworks, and its
 * heuristics banners of nobody's. It runs in every frame, as banners often live in one of their own.
 */
public final class ConsentBanners {
    /** It talks to the console; that is the page's. */
    private static final String SCRIPT = "(console => {"
            + Script.load(ConsentBanners.class, "third-party/autoconsent.standalone.js")
            + "\n})({log() {}, warn() {}, error() {}, info() {}, debug() {}, groupCollapsed() {}, groupEnd() {}})";

    private static final String LOOK = Script.load(ConsentBanners.class, "consent-look.js");
    private static final Duration NOTICE = Duration.ofMillis(1_500);
    private static final Duration ANSWER = Duration.ofSeconds(6);
    private static final double LOOK_MS = 50;
    private static final int MAX_FRAMES = 20;

    private final Tab tab;
    private final Budget budget;

    public ConsentBanners(Tab tab, Budget budget) {
        this.tab = tab;
        this.budget = budget;
    }

    /** Before the page is opened. */
    static void prepare(Tab tab) {
        tab.runFirst(SCRIPT);
    }

    /**
     * What one frame has seen.
     *
     * @param found a banner shows
     * @param done it was answered, or given up
     */
    private record Seen(String framework, boolean found, boolean done, boolean answered) {}

    /** Waits a moment for a banner, and longer for its end. For the report: which one, and whether it was answered. */
    public Map<String, Object> handle() {
        long start = System.nanoTime();
        long quarter =
                Duration.ofMillis(budget.leftMs("answering a banner") / 4).toNanos();
        Optional<Seen> seen = look();
        while (System.nanoTime() - start < Math.min(quarter, limit(seen).toNanos())
                && !seen.map(Seen::done).orElse(false)) {
            tab.page().waitForTimeout(LOOK_MS);
            seen = look();
        }
        return seen.filter(Seen::found)
                .map(banner -> Map.<String, Object>of(
                        "framework", Texts.clip(banner.framework(), 128), "answered", banner.answered()))
                .orElseGet(() -> Map.of("answered", false));
    }

    private static Duration limit(Optional<Seen> seen) {
        return seen.map(Seen::found).orElse(false) ? ANSWER : NOTICE;
    }

    private Optional<Seen> look() {
        return tab.page().frames().stream()
                .limit(MAX_FRAMES)
                .flatMap(frame -> look(frame).stream())
                .max((a, b) -> Integer.compare(rank(a), rank(b)));
    }

    private static int rank(Seen seen) {
        return seen.answered() ? 3 : seen.found() ? 2 : seen.done() ? 1 : 0;
    }

    private static Optional<Seen> look(Frame frame) {
        try {
            JsonObject state =
                    JsonParser.parseString(String.valueOf(frame.evaluate(LOOK))).getAsJsonObject();
            return Optional.of(new Seen(
                    state.get("framework").getAsString(),
                    state.get("found").getAsBoolean(),
                    state.get("done").getAsBoolean(),
                    state.get("answered").getAsBoolean()));
        } catch (PlaywrightException e) {
            if (PageReady.wentElsewhere(e) || String.valueOf(e.getMessage()).contains("detached")) {
                return Optional.empty(); // a frame that has just gone
            }
            throw e;
        }
    }
}
