package dev.tintype.worker.capture.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.LazyLoad;
import dev.tintype.worker.capture.visit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part of a page a screenshot shows; brings that part into the state it is to be shown in. */
final class PageGeometry {
    private static final String ELEMENT_BOXES = Script.load(PageGeometry.class, "element-boxes.js");
    private static final int MAX_ELEMENTS = 100;
    private static final long MAX_IMAGES_MS = 2_000;
    private static final String DOING = "being measured";

    private final VisitedPage page;

    PageGeometry(VisitedPage page) {
        this.page = page;
    }

    Region window() {
        return new Region(
                0,
                0,
                page.options().viewport().width(),
                page.options().viewport().height(),
                true);
    }

    /** The whole page, after everything that loads lazily has had its chance. */
    Region wholePage(@Nullable Integer maxHeight) {
        reveal();
        Region all = visiblePage();
        return maxHeight == null || all.height() <= maxHeight ? all : new Region(0, 0, all.width(), maxHeight, false);
    }

    private Region visiblePage() {
        // The browser's own measure, not the page's: scripts cannot bend it.
        JsonObject size = page.tab().send("Page.getLayoutMetrics").getAsJsonObject("cssContentSize");
        Region window = window();
        return new Region(
                0,
                0,
                Math.max(size.get("width").getAsDouble(), window.width()),
                Math.max(size.get("height").getAsDouble(), window.height()),
                false);
    }

    /**
     * A rectangle, whether or not the window shows it, as far as the page goes.
     *
     * @throws JobFailure {@code blank_page} when nothing of the page is in it
     */
    Region rectangle(ScreenshotOutput.Clip clip) {
        Region all = clip.y() + clip.height() > window().height() ? wholePage(null) : visiblePage();
        if (clip.x() >= all.width() || clip.y() >= all.height()) {
            throw new JobFailure(
                    ErrorCode.BLANK_PAGE,
                    "The clip lies outside the page, which is " + Math.round(all.width()) + " × "
                            + Math.round(all.height()) + " pixels");
        }
        return new Region(
                clip.x(),
                clip.y(),
                Math.min(clip.width(), all.width() - clip.x()),
                Math.min(clip.height(), all.height() - clip.y()),
                false);
    }

    /** Gives everything that loads lazily its chance; once per page. Notes what the scrolling found. */
    void reveal() {
        boolean wanted = !Boolean.FALSE.equals(page.options().lazyLoad());
        if (wanted
                && page.options()
                        .javascript()) { // without scripts nothing loads lazily (HTML, "lazy loading attributes")
            page.notes().computeIfAbsent("lazy_load", first -> LazyLoad.perform(page.tab(), page.budget()));
        }
    }

    /**
     * Where elements are.
     *
     * @param padding CSS pixels round each, as far as the page goes
     * @param all all visible ones that match, or the first one that matches
     * @throws JobFailure {@code selector_not_found}; {@code limit_exceeded} for more than {@value #MAX_ELEMENTS}
     */
    List<Region> elements(String selector, int padding, boolean all) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("selector", selector);
        parameter.addProperty("most", all ? MAX_ELEMENTS + 1 : 1);
        parameter.addProperty("scripts", page.options().javascript());
        parameter.addProperty("budgetMs", Math.min(MAX_IMAGES_MS, page.budget().leftMs(DOING) / 2));
        JsonObject found = page.tab().call(ELEMENT_BOXES, parameter).getAsJsonObject();
        if (found.has("invalid")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "Not a CSS selector: " + selector);
        }
        if (found.has("missing")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "No element matches " + selector);
        }
        List<Region> regions = new ArrayList<>();
        for (JsonElement box : found.getAsJsonArray("boxes")) {
            element(box.getAsJsonObject(), padding, found).ifPresent(regions::add);
        }
        if (regions.isEmpty()) {
            throw new JobFailure(
                    ErrorCode.SELECTOR_NOT_FOUND,
                    (all ? "No element that matches " : "The first element that matches ")
                            + selector
                            + (all ? " is visible" : " is not visible"));
        }
        if (regions.size() > MAX_ELEMENTS) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "More than " + MAX_ELEMENTS + " elements match " + selector + "; use a narrower selector");
        }
        return regions;
    }

    private static Optional<Region> element(JsonObject box, int padding, JsonObject page) {
        Region inner = Region.enclosing(
                Math.max(0, box.get("x").getAsDouble()),
                Math.max(0, box.get("y").getAsDouble()),
                box.get("width").getAsDouble(),
                box.get("height").getAsDouble());
        if (inner.width() < 1 || inner.height() < 1) {
            return Optional.empty();
        }
        if (padding == 0) {
            return Optional.of(inner);
        }
        double left = Math.max(0, inner.x() - padding);
        double top = Math.max(0, inner.y() - padding);
        double right = Math.min(
                Math.max(page.get("width").getAsDouble(), inner.x() + inner.width()),
                inner.x() + inner.width() + padding);
        double bottom = Math.min(
                Math.max(page.get("height").getAsDouble(), inner.y() + inner.height()),
                inner.y() + inner.height() + padding);
        return Optional.of(new Region(left, top, right - left, bottom - top, false));
    }
}
