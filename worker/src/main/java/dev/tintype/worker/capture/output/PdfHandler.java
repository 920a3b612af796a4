package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Margin;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfOutput.Watermark;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.visit.Script;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page on paper, by the browser's own printing. What the browser does not do is done to the file afterwards. */
final class PdfHandler implements CaptureOutputHandler<PdfOutput> {
    private static final String WATERMARK = Script.load(PdfHandler.class, "watermark.js");
    private static final String NAME = "page";

    /** Without one of its own, the browser prints title, date and address where a template is missing. */
    private static final String NOTHING = "<span></span>";

    @Override
    public List<Rendered> render(PdfOutput output, VisitedPage page) {
        // Paper shows the whole page, however far down.
        new PageGeometry(page).reveal();
        byte[] bytes = printed(output, page);
        PdfSummary summary = PdfSummary.read(bytes)
                .orElseThrow(() -> new JobFailure(ErrorCode.BLANK_PAGE, "The browser made an empty PDF"));
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Sheets> parts = page.sheets().getOrDefault(output, List.of(Sheets.OWN));
        facts.put("pages", parts.stream().mapToInt(Sheets::pages).sum() + summary.pages());
        facts.put("size", summary.size());
        facts.put("tagged", summary.tagged() && parts.stream().allMatch(part -> part == Sheets.OWN || part.tagged()));
        if (parts.size() > 1) {
            facts.put("merged", parts.size());
        }
        if (output.pdfa() != null) {
            facts.put("pdfa", output.pdfa());
        }
        if (output.encrypt() != null) {
            facts.put("encrypted", true);
        }
        PdfFinish finish = new PdfFinish(output, page.facts().title());
        List<byte[]> files = parts.stream()
                .map(part -> part == Sheets.OWN ? bytes : part.bytes())
                .toList();
        return List.of(new Rendered(
                output.kindName(),
                NAME,
                "pdf",
                "application/pdf",
                files.stream().mapToLong(file -> file.length).sum(),
                finish.needed() || files.size() > 1 ? () -> finish.apply(files) : () -> bytes,
                facts));
    }

    /** Leaves the page as it was; not when printing fails, for then the visit has failed and the page may answer no more. */
    private static byte[] printed(PdfOutput output, VisitedPage page) {
        PrintStyles styles = PrintStyles.of(page.tab(), output.media());
        if (output.watermark() != null) {
            watermark(page, output.watermark());
        }
        byte[] bytes =
                output.singlePage() ? SinglePage.print(output, page, options(output)) : print(page, options(output));
        if (output.watermark() != null) {
            watermark(page, null);
        }
        styles.restore();
        return bytes;
    }

    private static void watermark(VisitedPage page, @Nullable Watermark watermark) {
        JsonObject parameter = new JsonObject();
        if (watermark != null) {
            parameter.addProperty("text", watermark.text());
            parameter.addProperty("opacity", watermark.opacity());
            parameter.addProperty("color", watermark.color());
            parameter.addProperty("size", watermark.size());
            parameter.addProperty("angle", watermark.angle());
        }
        page.tab().call(WATERMARK, parameter);
    }

    static byte[] print(VisitedPage page, Page.PdfOptions options) {
        try {
            return page.tab().page().pdf(options);
        } catch (PlaywrightException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("age range")) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED, "page_ranges asks for pages that the document does not have", e);
            }
            if (message.contains("content area is empty") || message.contains("invalid print parameters")) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED, "The margins leave no room on the paper; make them smaller", e);
            }
            throw e;
        }
    }

    private static Page.PdfOptions options(PdfOutput output) {
        PdfOutput.Margin margin = output.margin();
        Page.PdfOptions options = new Page.PdfOptions()
                .setLandscape(output.landscape())
                .setPrintBackground(output.printBackground())
                .setScale(output.scale())
                .setPreferCSSPageSize(output.preferCssPageSize())
                .setOutline(output.outline())
                .setTagged(output.tagged() || output.outline() || output.pdfa() != null)
                .setMargin(new Margin()
                        .setTop(margin.top())
                        .setRight(margin.right())
                        .setBottom(margin.bottom())
                        .setLeft(margin.left()));
        if (output.format() != null) {
            options.setFormat(output.format().name());
        }
        if (output.width() != null) {
            options.setWidth(output.width());
        }
        if (output.height() != null) {
            options.setHeight(output.height());
        }
        if (output.pageRanges() != null) {
            options.setPageRanges(output.pageRanges().replace(" ", ""));
        }
        if (output.headerHtml() != null || output.footerHtml() != null) {
            options.setDisplayHeaderFooter(true)
                    .setHeaderTemplate(template(output.headerHtml(), margin))
                    .setFooterTemplate(template(output.footerHtml(), margin));
        }
        return options;
    }

    /** As wide as the page's text, and large enough to read: the browser's own default is neither. */
    private static String template(@Nullable String html, PdfOutput.Margin margin) {
        return html == null
                ? NOTHING
                : "<div style=\"font:9px sans-serif;width:100%;margin:0 " + margin.right() + " 0 " + margin.left()
                        + "\">" + html + "</div>";
    }
}
