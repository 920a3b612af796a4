package dev.tintype.worker.capture.visit;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import dev.tintype.capture.PageOptions;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.Tab;
import java.time.Duration;

/**
 * Waits until a loaded page is ready to be captured. One call into the page does all of it; the technique is
 * microlink's (reference/capture.md §3.3), the blank check reads paint timing instead of taking a picture.
 */
public final class PageReady {
    private static final String SCRIPT = Script.load(PageReady.class, "page-ready.js");
    private static final int QUIET_MS = 150;
    private static final int SETTLE_MS = 3_000;
    private static final int BLANK_MS = 1_000;
    private static final double LOOK_MS = 25;
    private static final int IDLE_MS = 3_000;
    private static final Duration IDLE_AT_ONCE = Duration.ofMillis(20);
    private static final int MAX_NAVIGATIONS = 20;
    private static final String DOING = "getting ready";

    private final Tab tab;

    public PageReady(Tab tab) {
        this.tab = tab;
    }

    /**
     * Waits as {@code options} says.
     *
     * @throws JobFailure {@code too_many_redirects} when scripts keep sending the page elsewhere
     */
    public PageFacts await(PageOptions options, Budget budget) {
        if (!options.javascript()) {
            return still(options, budget);
        }
        PageFacts facts = settled(options, budget);
        if (options.waitUntil() == PageOptions.WaitUntil.AUTO && facts.hopeful() && awaitIdle(budget)) {
            facts = settled(options, budget);
        }
        return facts;
    }

    /** What a page that was ready says of itself now, after it was changed. */
    public PageFacts again(PageOptions options, Budget budget) {
        JsonObject parameter = parameter(options, budget);
        parameter.addProperty("auto", false);
        return settled(parameter, budget);
    }

    /** Where scripts are off, ours cannot wait either: it looks, again and again, until fonts are there. */
    private PageFacts still(PageOptions options, Budget budget) {
        long end = System.nanoTime()
                + Duration.ofMillis(Math.min(SETTLE_MS, budget.leftMs(DOING) / 2))
                        .toNanos();
        PageFacts facts = settled(options, budget);
        while (!facts.quiet() && System.nanoTime() < end) {
            tab.page().waitForTimeout(LOOK_MS);
            facts = settled(options, budget);
        }
        return facts;
    }

    /** A page that shows nothing yet may be fetching what it is going to show. Whether there was something to wait for. */
    private boolean awaitIdle(Budget budget) {
        long start = System.nanoTime();
        try {
            tab.page().waitForLoadState(LoadState.NETWORKIDLE, new Page.WaitForLoadStateOptions().setTimeout((double)
                            Math.min(IDLE_MS, budget.leftMs(DOING) / 2)));
        } catch (TimeoutError e) {
            return true; // it fetches without end: look at what it shows now
        }
        return System.nanoTime() - start > IDLE_AT_ONCE.toNanos();
    }

    private PageFacts settled(PageOptions options, Budget budget) {
        return settled(parameter(options, budget), budget);
    }

    private PageFacts settled(JsonObject parameter, Budget budget) {
        for (int navigations = 0; navigations < MAX_NAVIGATIONS; navigations++) {
            try {
                return PageFacts.of(tab.call(SCRIPT, parameter));
            } catch (PlaywrightException e) {
                if (!wentElsewhere(e)) {
                    throw e;
                }
                awaitLoad(budget, e);
            }
        }
        throw new JobFailure(ErrorCode.TOO_MANY_REDIRECTS, "The page's scripts send it elsewhere without end");
    }

    private void awaitLoad(Budget budget, PlaywrightException cause) {
        try {
            tab.page().waitForLoadState(LoadState.LOAD, new Page.WaitForLoadStateOptions().setTimeout((double)
                            budget.leftMs(DOING)));
        } catch (TimeoutError e) {
            e.addSuppressed(cause);
            throw new JobFailure(
                    ErrorCode.NAVIGATION_TIMEOUT,
                    budget.overdue("loading what its scripts opened").detail(),
                    e);
        }
    }

    private static JsonObject parameter(PageOptions options, Budget budget) {
        JsonObject parameter = new JsonObject();
        long left = budget.leftMs(DOING);
        parameter.addProperty("auto", options.waitUntil() == PageOptions.WaitUntil.AUTO);
        parameter.addProperty("scripts", options.javascript());
        // Half of what is left: the outputs need the rest.
        parameter.addProperty("budgetMs", left / 2);
        parameter.addProperty("quietMs", QUIET_MS);
        parameter.addProperty("settleMs", SETTLE_MS);
        parameter.addProperty("blankMs", BLANK_MS);
        return parameter;
    }

    /** The document the function ran in is gone; the tab is not. */
    static boolean wentElsewhere(PlaywrightException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("context was destroyed")
                || message.contains("Cannot find context")
                || message.contains("navigated or closed");
    }
}
