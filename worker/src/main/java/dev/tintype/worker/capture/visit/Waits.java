package dev.tintype.worker.capture.visit;

import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.capture.PageAction;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.WaitFor;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.PageScriptFailed;
import dev.tintype.worker.capture.browser.Tab;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Waits for what the request names. Looks from outside, again and again: a wait inside the page would end with every
 * navigation, and would not be there where scripts are off.
 */
public final class Waits {
    private static final String CHECK = Script.load(Waits.class, "wait-check.js");
    private static final double LOOK_MS = 50;
    private static final String DOING = "waiting";

    private final Tab tab;
    private final Budget budget;
    private final long reserveMs;

    public Waits(Tab tab, Budget budget, PageOptions options) {
        // Who captures what is there needs time for that.
        this.reserveMs = options.onTimeout() == PageOptions.OnTimeout.CAPTURE
                ? Math.max(Budget.RESERVE_MS, budget.totalMs() / 5)
                : Budget.RESERVE_MS;
        this.tab = tab;
        this.budget = budget;
    }

    /** Before the page is opened: events that are waited for are noted from the document's beginning. */
    static void prepare(Tab tab, PageOptions options) {
        Stream<WaitFor> direct = options.waitFor() == null ? Stream.of() : options.waitFor().stream();
        Stream<WaitFor> inSteps = options.actions() == null ? Stream.of() : inSteps(options.actions());
        prepare(tab, Stream.concat(direct, inSteps));
    }

    /** As well for steps that come later. */
    public static void prepare(Tab tab, List<PageAction> steps) {
        prepare(tab, inSteps(steps));
    }

    private static Stream<WaitFor> inSteps(List<PageAction> steps) {
        return steps.stream().map(action -> action.waitFor());
    }

    private static void prepare(Tab tab, Stream<WaitFor> waits) {
        List<String> events = waits.filter(Objects::nonNull)
                .map(WaitFor::event)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!events.isEmpty()) {
            tab.watchFirst("globalThis.seen = new Set(); for (const name of " + Json.write(events)
                    + ") addEventListener(name, () => globalThis.seen.add(name), true)");
        }
    }

    /** @throws JobFailure {@code wait_timeout} naming the one that did not come */
    public void all(List<WaitFor> waits) {
        for (int i = 0; i < waits.size(); i++) {
            one(waits.get(i), "page.wait_for[" + i + "]");
        }
    }

    /**
     * Waits for one thing.
     *
     * @param place where it stands in the request, for the failure
     * @throws JobFailure {@code wait_timeout}
     */
    void one(WaitFor wait, String place) {
        Integer delay = wait.delayMs();
        if (delay != null) {
            tab.page().waitForTimeout((double) Math.min(delay, budget.leftMs(DOING)));
            return;
        }
        Integer limit = wait.timeoutMs();
        long left = Math.max(1, budget.leftMs(DOING) - reserveMs);
        long ms = limit == null ? left : Math.min(limit, left);
        long end = System.nanoTime() + Duration.ofMillis(ms).toNanos();
        while (!holds(wait)) {
            if (System.nanoTime() > end) {
                throw new JobFailure(
                        ErrorCode.WAIT_TIMEOUT,
                        place + ": " + Texts.clip(wait.what(), 256) + " did not come within " + ms + " ms");
            }
            tab.page().waitForTimeout(LOOK_MS);
        }
    }

    private boolean holds(WaitFor wait) {
        String response = wait.response();
        if (response != null) {
            return tab.events().answered().stream().anyMatch(url -> Glob.matches(response, url));
        }
        try {
            return wait.expression() != null ? isTrue(wait.expression()) : check(wait);
        } catch (PlaywrightException e) {
            if (!PageReady.wentElsewhere(e)) {
                throw e;
            }
            return false;
        }
    }

    /** An expression that throws is not true yet: what it asks after may come. */
    private boolean isTrue(String expression) {
        try {
            return "true".equals(tab.run("return Boolean(await (" + expression + "\n))"));
        } catch (PageScriptFailed e) {
            if (String.valueOf(e.getMessage()).startsWith("SyntaxError")) {
                throw new JobFailure(ErrorCode.SCRIPT_FAILED, "The expression is no JavaScript: " + e.getMessage(), e);
            }
            return false;
        }
    }

    private boolean check(WaitFor wait) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("selector", wait.selector());
        parameter.addProperty("gone", wait.selectorGone());
        parameter.addProperty("text", wait.text());
        parameter.addProperty("event", wait.event());
        try {
            return tab.call(CHECK, parameter).getAsBoolean();
        } catch (PageScriptFailed e) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "Not a CSS selector: " + wait.what(), e);
        }
    }
}
