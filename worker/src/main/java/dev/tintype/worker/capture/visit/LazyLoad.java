package dev.tintype.worker.capture.visit;

import com.google.gson.JsonObject;
import dev.tintype.worker.capture.browser.Tab;
import java.util.Map;

/**
 * Shows every part of a page to itself once, so that what loads lazily loads, and comes back to the top. The scrolling part of
 * an application that fills the window is unrolled. What grows without end is left at some length, and reported.
 */
public final class LazyLoad {
    private static final String SCROLL = Script.load(LazyLoad.class, "lazy-scroll.js");
    private static final int MAX_ROUNDS = 200;
    private static final int MAX_GROWTH = 10;
    private static final long MAX_SCROLL_MS = 10_000;

    private LazyLoad() {}

    /** What the scrolling found, for the report. */
    public static Map<String, Object> perform(Tab tab, Budget budget) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("budgetMs", Math.min(MAX_SCROLL_MS, budget.leftMs("being scrolled") / 3));
        parameter.addProperty("maxRounds", MAX_ROUNDS);
        parameter.addProperty("maxGrowth", MAX_GROWTH);
        JsonObject found = tab.call(SCROLL, parameter).getAsJsonObject();
        return Map.of(
                "rounds", found.get("rounds").getAsInt(),
                "endless", found.get("endless").getAsBoolean(),
                "unrolled", found.get("unrolled").getAsBoolean(),
                "complete", found.get("complete").getAsBoolean());
    }
}
