package dev.tintype.worker.capture.output;

import dev.tintype.capture.PageOptions;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.visit.Budget;
import dev.tintype.worker.capture.visit.PageFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A page that is ready, as handlers see it.
 *
 * @param notes what handlers found out about the page beside their output; goes into the report
 */
public record VisitedPage(Tab tab, PageOptions options, PageFacts facts, Budget budget, Map<String, Object> notes) {
    public VisitedPage(Tab tab, PageOptions options, PageFacts facts, Budget budget) {
        this(tab, options, facts, budget, new ConcurrentHashMap<>());
    }
}
