package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Script;
import java.util.Map;

/** Which part of a page a screenshot shows; brings that part into the state it is to be shown in. */
final class PageGeometry {
    private static final String LAZY_SCROLL = Script.load(PageGeometry.class, "lazy-scroll.js");
    private static final String ELEMENT_BOX = Script.load(PageGeometry.class, "element-box.js");
    private static final int MAX_ROUNDS = 200;
    private static final int MAX_GROWTH = 10;
    private static final long MAX_SCROLL_MS = 10_000;
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
    Region wholePage() {
        reveal();
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

    /** Gives everything that loads lazily its chance; once per page. Notes what the scrolling found. */
    void reveal() {
        if (page.options().javascript()) { // without scripts nothing loads lazily (HTML, "lazy loading attributes")
            page.notes().computeIfAbsent("lazy_load", first -> scroll());
        }
    }

    /** @throws JobFailure {@code selector_not_found} */
    Region element(String selector) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("selector", selector);
        parameter.addProperty("scripts", page.options().javascript());
        parameter.addProperty("budgetMs", Math.min(MAX_IMAGES_MS, page.budget().leftMs(DOING) / 2));
        JsonObject box = page.tab().call(ELEMENT_BOX, parameter).getAsJsonObject();
        if (box.has("invalid")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "Not a CSS selector: " + selector);
        }
        if (box.has("missing")) {
            throw new JobFailure(ErrorCode.SELECTOR_NOT_FOUND, "No element matches " + selector);
        }
        Region region = Region.enclosing(
                Math.max(0, box.get("x").getAsDouble()),
                Math.max(0, box.get("y").getAsDouble()),
                box.get("width").getAsDouble(),
                box.get("height").getAsDouble());
        if (region.width() < 1 || region.height() < 1) {
            throw new JobFailure(
                    ErrorCode.SELECTOR_NOT_FOUND, "The first element that matches " + selector + " is not visible");
        }
        return region;
    }

    private Map<String, Object> scroll() {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("budgetMs", Math.min(MAX_SCROLL_MS, page.budget().leftMs(DOING) / 3));
        parameter.addProperty("maxRounds", MAX_ROUNDS);
        parameter.addProperty("maxGrowth", MAX_GROWTH);
        JsonObject found = page.tab().call(LAZY_SCROLL, parameter).getAsJsonObject();
        return Map.of(
                "rounds", found.get("rounds").getAsInt(),
                "endless", found.get("endless").getAsBoolean(),
                "complete", found.get("complete").getAsBoolean());
    }
}
