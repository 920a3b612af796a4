package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.output;
import static dev.tintype.worker.capture.Harness.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PdfPart;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.worker.capture.visit.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code merge}: one document of several sources, as another program reads it. */
class PdfMergeTest {
    private static final String UPLOAD = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn";
    private static final Map<String, byte[]> UPLOADS = new ConcurrentHashMap<>();

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness(new PageSources() {
            @Override
            public Target resolve(String tenant, CaptureSource source) {
                return PageSources.inline(source);
            }

            @Override
            public Optional<byte[]> pdf(String tenant, String upload, long most) {
                return Optional.ofNullable(UPLOADS.get(upload));
            }
        });
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void sources_of_every_kind_become_one_document_in_the_order_given() throws IOException {
        harness.site.html("/terms", "<h1>Terms</h1><h1 style='break-before:page'>Small print</h1>");
        UPLOADS.put(UPLOAD, pdf("Cover", null));
        String job = JobId.create().value();
        MemoryAttempt attempt = new MemoryAttempt(
                        html("<title>Whole</title><h1>Report</h1>"),
                        page("{'timeout_ms':20000,'actions':[{'action':'click','selector':'h1'}]}"),
                        output("{'kind':'pdf','outline':true,'metadata':{'author':'Ann'},'merge':["
                                + "{'upload':'" + UPLOAD + "'},{'page':true},"
                                + "{'url':'" + harness.site.url("/terms") + "'},"
                                + "{'markdown':'# Notes'},{'html':'<h1>Appendix</h1>'},"
                                + "{'artifact':{'job':'" + job + "','name':'page.pdf'}},"
                                + "{'artifact':{'job':'" + job + "','name':'page.html'}}]}"))
                .with(job, "page.pdf", PdfPart.PDF_TYPE, pdf("Old report", null))
                .with(job, "page.html", "text/html", "<h1>Old page</h1>".getBytes(StandardCharsets.UTF_8));
        attempt.finished(harness.run(attempt));

        try (PDDocument document = Loader.loadPDF(attempt.bytes("page.pdf"))) {
            assertThat(pages(document))
                    .containsExactly(
                            "Cover", "Report", "Terms", "Small print", "Notes", "Appendix", "Old report", "Old page");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Whole");
            assertThat(document.getDocumentInformation().getAuthor()).isEqualTo("Ann");
            assertThat(outline(document))
                    .containsSubsequence("Report", "Terms", "Small print", "Notes", "Appendix", "Old page");
        }
        assertThat(attempt.facts("page.pdf"))
                .containsEntry("pages", 8)
                .containsEntry("merged", 7)
                .containsEntry("tagged", false);
    }

    @Test
    void the_page_comes_first_when_its_place_is_not_said_and_the_whole_is_encrypted() throws IOException {
        MemoryAttempt done = harness.capture(
                html("<h1>First</h1>"),
                output("{'kind':'pdf','format':'a5','tagged':true,'encrypt':{'user_password':'open'},"
                        + "'merge':[{'html':'<h1>Second</h1>'}]}"));

        assertThat(done.facts("page.pdf")).containsEntry("tagged", true);
        try (PDDocument document = Loader.loadPDF(done.bytes("page.pdf"), "open")) {
            assertThat(pages(document)).containsExactly("First", "Second");
            assertThat(document.getPage(1).getMediaBox().getWidth())
                    .as("printed alike")
                    .isEqualTo(document.getPage(0).getMediaBox().getWidth());
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
        }
    }

    @Test
    void what_belongs_to_the_pages_origin_is_not_told_to_another() {
        List<String> told = new ArrayList<>();
        try (Harness two = new Harness(List.of("127.0.0.1:" + harness.site.port()))) {
            for (Site site : List.of(two.site, harness.site)) {
                site.on("/who", exchange -> {
                    told.add(
                            site == two.site
                                    ? "own: " + exchange.getRequestHeaders().getFirst("X-Secret")
                                    : "other: " + exchange.getRequestHeaders().getFirst("X-Secret"));
                    Site.send(exchange, 200, "text/html", "<p>x".getBytes(StandardCharsets.UTF_8));
                });
            }
            two.capture(
                    two.at("/who"),
                    page("{'headers':{'X-Secret':'s'},'all_origins':true}"),
                    output("{'kind':'pdf','merge':[{'url':'" + harness.site.url("/who") + "'},{'url':'"
                            + two.site.url("/who") + "'}]}"));
        }

        assertThat(told).containsExactly("other: null", "own: s", "own: s");
    }

    @ParameterizedTest
    @CsvSource({"locked,is encrypted", "nonsense,cannot be read"})
    void a_pdf_that_cannot_be_read_is_named(String kind, String why) throws IOException {
        UPLOADS.put(UPLOAD, kind.equals("locked") ? pdf("x", "secret") : new byte[] {1, 2, 3});
        JobFailure failure = harness.failure(
                html("<p>x"), Harness.within(20_000), output("{'kind':'pdf','merge':[{'upload':'" + UPLOAD + "'}]}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_UNUSABLE);
        assertThat(failure).hasMessageContaining(UPLOAD).hasMessageContaining(why);
    }

    @Test
    void a_source_that_cannot_be_opened_fails_the_job_as_it_would_alone() {
        harness.site.status("/missing", 404, "no");
        JobFailure failure = harness.failure(
                html("<p>x"),
                Harness.within(20_000),
                output("{'kind':'pdf','merge':[{'url':'" + harness.site.url("/missing") + "'}]}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.HTTP_STATUS);
    }

    private static List<String> pages(PDDocument document) throws IOException {
        List<String> pages = new ArrayList<>();
        for (int i = 1; i <= document.getNumberOfPages(); i++) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(i);
            stripper.setEndPage(i);
            pages.add(stripper.getText(document).strip());
        }
        return pages;
    }

    private static List<String> outline(PDDocument document) {
        List<String> titles = new ArrayList<>();
        for (PDOutlineItem item :
                document.getDocumentCatalog().getDocumentOutline().children()) {
            titles.add(item.getTitle());
        }
        return titles;
    }

    private static byte[] pdf(String text, @Nullable String password) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 20);
                content.newLineAtOffset(100, 700);
                content.showText(text);
                content.endText();
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
