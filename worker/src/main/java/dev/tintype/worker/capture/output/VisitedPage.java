package dev.tintype.worker.capture.output;

import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PdfOutput;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.visit.Budget;
import dev.tintype.worker.capture.visit.PageFacts;
import java.util.List;
import java.util.Map;

/**
 * A page that is ready, as handlers see it.
 *
 * @param notes what handlers found out about the page beside their output; goes into the report
 * @param sheets the parts of each PDF that has more than this page
 */
public record VisitedPage(
        Tab tab,
        PageOptions options,
        PageFacts facts,
        Budget budget,
        Map<String, Object> notes,
        Map<PdfOutput, List<Sheets>> sheets) {}
