package dev.tintype.worker.capture.visit;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import dev.tintype.capture.PageAction;
import dev.tintype.capture.PageOptions;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.PageScriptFailed;
import dev.tintype.worker.capture.browser.Tab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does steps to a page, as a visitor would: with a mouse that moves and keys that are pressed. */
public final class Actions {
    private static final String DOING = "doing its actions";

    private final Tab tab;
    private final Budget budget;
    private final PageOptions options;
    private final String list;
    private final Runnable after;
    private final List<Extra> extras = new ArrayList<>();
    private final List<Map<String, Object>> told = new ArrayList<>();

    public Actions(Tab tab, Budget budget, PageOptions options) {
        this(tab, budget, options, "page.actions", () -> {});
    }

    /**
     * Of another list than the page's own.
     *
     * @param list how failures call it
     * @param after each step
     */
    public Actions(Tab tab, Budget budget, PageOptions options, String list, Runnable after) {
        this.list = list;
        this.after = after;
        this.options = options;
        this.tab = tab;
        this.budget = budget;
    }

    /** Screenshots taken on the way. */
    public List<Extra> extras() {
        return List.copyOf(extras);
    }

    /** What became of each step, for the report. */
    public List<Map<String, Object>> told() {
        return List.copyOf(told);
    }

    /** @throws JobFailure {@code action_failed} naming the step, unless it is optional */
    public void perform(List<PageAction> actions) {
        for (int i = 0; i < actions.size(); i++) {
            PageAction action = actions.get(i);
            long start = System.nanoTime();
            String failed = attempt(action, i);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("action", Texts.clip(action.what(), 256));
            line.put("ok", failed == null);
            line.put("ms", (System.nanoTime() - start) / 1_000_000);
            if (failed != null) {
                line.put("error", failed);
            }
            told.add(line);
            after.run();
        }
    }

    private @Nullable String attempt(PageAction action, int number) {
        String place = list + "[" + number + "] (" + Texts.clip(action.what(), 256) + ")";
        try {
            perform(action, Math.max(1, Math.min(action.timeoutMs(), budget.leftMs(DOING) - Budget.RESERVE_MS)), place);
            return null;
        } catch (TimeoutError e) {
            return failed(action, place, "nothing to do it to within " + action.timeoutMs() + " ms", e);
        } catch (PageScriptFailed e) {
            return failed(action, place, Texts.clip(String.valueOf(e.getMessage()), 512), e);
        } catch (JobFailure e) {
            if (e.code() != ErrorCode.WAIT_TIMEOUT && e.code() != ErrorCode.SELECTOR_NOT_FOUND) {
                throw e;
            }
            return failed(action, place, String.valueOf(e.getMessage()), e);
        } catch (PlaywrightException e) {
            if (tab.page().isClosed() || Thread.currentThread().isInterrupted()) {
                throw e; // the slot knows more
            }
            return failed(action, place, firstLine(e), e);
        }
    }

    private static String failed(PageAction action, String place, String why, RuntimeException cause) {
        if (!action.optional()) {
            throw new JobFailure(ErrorCode.ACTION_FAILED, place + " failed: " + why, cause);
        }
        return why;
    }

    /** Playwright goes on with a log of what it tried. */
    private static String firstLine(PlaywrightException e) {
        String message = String.valueOf(e.getMessage());
        String text = message.lines()
                .map(line -> line.replaceFirst("^\\s*message='", ""))
                .filter(line -> !line.isBlank() && !line.startsWith("Error {"))
                .findFirst()
                .orElse(message);
        return Texts.clip(text, 512);
    }

    private void perform(PageAction action, long limitMs, String place) {
        double limit = limitMs;
        Page page = tab.page();
        boolean atPlace = action.selector() == null;
        int x = action.x() == null ? 0 : action.x();
        int y = action.y() == null ? 0 : action.y();
        switch (action.action()) {
            case CLICK -> {
                if (atPlace) {
                    page.mouse().click(x, y);
                } else {
                    target(action).click(new Locator.ClickOptions().setTimeout(limit));
                }
            }
            case DOUBLE_CLICK -> {
                if (atPlace) {
                    page.mouse().dblclick(x, y);
                } else {
                    target(action).dblclick(new Locator.DblclickOptions().setTimeout(limit));
                }
            }
            case HOVER -> {
                if (atPlace) {
                    page.mouse().move(x, y);
                } else {
                    target(action).hover(new Locator.HoverOptions().setTimeout(limit));
                }
            }
            case TYPE -> {
                if (action.selector() != null) {
                    target(action)
                            .pressSequentially(text(action), new Locator.PressSequentiallyOptions().setTimeout(limit));
                } else {
                    page.keyboard().type(text(action));
                }
            }
            case FILL -> target(action).fill(text(action), new Locator.FillOptions().setTimeout(limit));
            case PRESS -> {
                String key = Objects.requireNonNull(action.key());
                if (action.selector() != null) {
                    target(action).press(key, new Locator.PressOptions().setTimeout(limit));
                } else {
                    page.keyboard().press(key);
                }
            }
            case SELECT ->
                target(action)
                        .selectOption(
                                Objects.requireNonNull(action.values()).toArray(String[]::new),
                                new Locator.SelectOptionOptions().setTimeout(limit));
            case CHECK ->
                target(action)
                        .setChecked(
                                !Boolean.FALSE.equals(action.checked()),
                                new Locator.SetCheckedOptions().setTimeout(limit));
            case SCROLL -> scroll(action);
            case SCROLL_TO -> {
                if (atPlace) {
                    tab.run("scrollTo({left: " + x + ", top: " + y + ", behavior: 'instant'})");
                } else {
                    target(action)
                            .scrollIntoViewIfNeeded(new Locator.ScrollIntoViewIfNeededOptions().setTimeout(limit));
                }
            }
            case DRAG -> drag(action, limit);
            case WAIT_FOR -> new Waits(tab, budget, options).one(Objects.requireNonNull(action.waitFor()), place);
            case SCREENSHOT -> screenshot(action, limit);
            case EVALUATE -> tab.run(Objects.requireNonNull(action.script()));
        }
    }

    private void scroll(PageAction action) {
        Mouse mouse = tab.page().mouse();
        int right = action.deltaX() == null ? 0 : action.deltaX();
        int down = action.deltaY() == null ? 0 : action.deltaY();
        if (tab.shape().javascript()) {
            tab.run("scrollBy({left: " + right + ", top: " + down + ", behavior: 'instant'})");
        } else {
            mouse.wheel(right, down);
        }
    }

    private void drag(PageAction action, double limit) {
        Locator to = tab.page().locator("css=" + action.toSelector()).first();
        Integer x = action.x();
        Integer y = action.y();
        if (x == null || y == null) {
            target(action).dragTo(to, new Locator.DragToOptions().setTimeout(limit));
            return;
        }
        Mouse mouse = tab.page().mouse();
        mouse.move(x, y);
        mouse.down();
        to.hover(new Locator.HoverOptions().setTimeout(limit).setForce(true));
        mouse.up();
    }

    private void screenshot(PageAction action, double limit) {
        byte[] png = tab.page().screenshot(new Page.ScreenshotOptions().setTimeout(limit));
        extras.add(new Extra(
                Objects.requireNonNull(action.name()) + ".png", "screenshot", "image/png", () -> png, Map.of()));
    }

    private Locator target(PageAction action) {
        return tab.page().locator("css=" + action.selector()).first();
    }

    private static String text(PageAction action) {
        return Objects.requireNonNull(action.text());
    }
}
