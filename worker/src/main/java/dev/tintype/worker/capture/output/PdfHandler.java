package dev.tintype.worker.capture.output;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Margin;
import dev.tintype.capture.PdfOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.Map;

/** The page on paper, by the browser's own printing. */
final class PdfHandler implements CaptureOutputHandler<PdfOutput> {
    private static final String NAME = "page";

    @Override
    public Class<PdfOutput> type() {
        return PdfOutput.class;
    }

    @Override
    public Rendered render(PdfOutput output, VisitedPage page) {
        // Paper shows the whole page, however far down.
        new PageGeometry(page).reveal();
        PdfOutput.Margin margin = output.margin();
        byte[] bytes = page.tab()
                .page()
                .pdf(new Page.PdfOptions()
                        .setFormat(output.format().name())
                        .setLandscape(output.landscape())
                        .setPrintBackground(output.printBackground())
                        .setMargin(new Margin()
                                .setTop(margin.top())
                                .setRight(margin.right())
                                .setBottom(margin.bottom())
                                .setLeft(margin.left())));
        PdfSummary summary = PdfSummary.read(bytes)
                .orElseThrow(() -> new JobFailure(ErrorCode.BLANK_PAGE, "The browser made an empty PDF"));
        return new Rendered(
                output.kindName(),
                NAME,
                "pdf",
                "application/pdf",
                bytes.length,
                () -> bytes,
                Map.of("pages", summary.pages(), "size", summary.size()));
    }
}
