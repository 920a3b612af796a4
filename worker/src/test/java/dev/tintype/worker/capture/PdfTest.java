package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfOutput.Margin;
import dev.tintype.capture.PdfOutput.Paper;
import dev.tintype.capture.ScreenshotOutput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every option of a PDF, shown by another program's reading of it. */
class PdfTest {
    private static final int RED = 0xFFFF0000;
    private static final int WHITE = 0xFFFFFFFF;
    private static final float MM = 72 / 25.4f;
    private static final Margin NONE = new Margin("0px", "0px", "0px", "0px");

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void a_pdf_holds_the_text_and_says_how_many_pages_and_how_large() throws IOException {
        MemoryAttempt done = harness.capture(
                html("<title>Paper</title><p>first</p><p style='break-before:page'>second</p>"
                        + "<p style='break-before:page'>third</p>"),
                PdfOutput.defaults());

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(3);
            assertThat(new PDFTextStripper().getText(pdf)).contains("first", "second", "third");
        }
        assertThat(done.facts("page.pdf")).containsEntry("pages", 3).containsEntry("size", "210x297mm");
        assertThat(done.stages()).containsExactly("open", "wait", "pdf", "store");
        assertThat(done.result().artifacts().getFirst().mediaType()).isEqualTo("application/pdf");
    }

    @Test
    void the_pages_of_a_long_document_are_all_counted() throws IOException {
        MemoryAttempt done =
                harness.capture(html("<p style='break-after:page'>page</p>".repeat(100) + "end"), PdfOutput.defaults());

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            assertThat(done.facts("page.pdf")).containsEntry("pages", pdf.getNumberOfPages());
            assertThat(pdf.getNumberOfPages()).isEqualTo(101);
        }
    }

    @Test
    void paper_and_landscape_are_as_asked() throws IOException {
        MemoryAttempt done = harness.capture(
                html("<p>wide"),
                new PdfOutput(Paper.LETTER, NONE, true, true),
                new PdfOutput(Paper.A5, NONE, true, false));

        assertThat(box(done, "page.pdf").getWidth()).isCloseTo(11 * 72, within(1f));
        assertThat(box(done, "page.pdf").getHeight()).isCloseTo(8.5f * 72, within(1f));
        assertThat(box(done, "page-2.pdf").getWidth()).isCloseTo(148 * MM, within(1f));
        assertThat(done.facts("page-2.pdf")).containsEntry("size", "148x210mm");
    }

    @Test
    void margins_stay_white_and_backgrounds_are_printed_unless_refused() throws IOException {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:1500px;background:#ff0000;width:2000px'></div>"),
                new PdfOutput(Paper.A4, new Margin("2in", "1in", "1in", "1in"), true, false),
                new PdfOutput(Paper.A4, NONE, false, false));

        BufferedImage coloured = firstPage(done, "page.pdf");
        assertThat(coloured.getRGB(300, 2 * 72 - 4)).isEqualTo(WHITE);
        assertThat(coloured.getRGB(300, 2 * 72 + 4)).isEqualTo(RED);
        assertThat(coloured.getRGB(72 - 4, 400)).isEqualTo(WHITE);
        assertThat(coloured.getRGB(72 + 4, 400)).isEqualTo(RED);
        assertThat(firstPage(done, "page-2.pdf").getRGB(300, 400)).isEqualTo(WHITE);
    }

    @Test
    void what_waits_to_be_seen_is_on_paper_too() throws IOException {
        MemoryAttempt done = harness.capture(
                html("<body style='margin:0'><div style='height:9000px'>far</div>"
                        + "<div id=late style='width:500px;height:500px'></div><script>new IntersectionObserver(all => {"
                        + " if (all[0].isIntersecting) all[0].target.style.background = '#ff0000'"
                        + "}).observe(document.querySelector('#late'))</script>"),
                new PdfOutput(Paper.A4, NONE, true, false));

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            BufferedImage last = new PDFRenderer(pdf).renderImageWithDPI(pdf.getNumberOfPages() - 1, 72);
            assertThat(countOf(last, RED)).isGreaterThan(100_000);
        }
    }

    @Test
    void one_visit_makes_pictures_and_paper() {
        harness.site.html("/both", "<title>Both</title><h1>Both</h1>");

        MemoryAttempt done = harness.capture(
                harness.at("/both"), PdfOutput.defaults(), ScreenshotOutput.defaults(), PdfOutput.defaults());

        assertThat(done.result().artifacts())
                .extracting(artifact -> artifact.name())
                .containsExactly("page.pdf", "screenshot.png", "page-2.pdf");
        assertThat(done.image("screenshot.png").getWidth()).isEqualTo(1280);
        assertThat(harness.site.hits("/both")).isEqualTo(1);
        assertThat(done.stages()).containsExactly("open", "wait", "pdf", "screenshot", "pdf", "store");
    }

    private static int countOf(BufferedImage image, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    private static PDRectangle box(MemoryAttempt done, String name) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(done.bytes(name))) {
            return pdf.getPage(0).getMediaBox();
        }
    }

    private static BufferedImage firstPage(MemoryAttempt done, String name) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(done.bytes(name))) {
            return new PDFRenderer(pdf).renderImageWithDPI(0, 72);
        }
    }
}
