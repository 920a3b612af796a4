package dev.tintype.worker.capture;

import static dev.tintype.worker.capture.Harness.html;
import static dev.tintype.worker.capture.Harness.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** The rarer options of a PDF, shown by another program's reading of it. */
class PdfOptionsTest {
    private static final int RED = 0xFFFF0000;
    private static final int BLUE = 0xFF0000FF;
    private static final String THREE = "<title>Three pages</title><h1>One</h1><h2>One and a half</h2>"
            + "<h1 style='break-before:page'>Two</h1><h1 style='break-before:page'>Three</h1>";

    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.image("/red.png", Color.RED, 30, 30);
        VeraGreenfieldFoundryProvider.initialise();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void paper_of_its_own_size() throws IOException {
        MemoryAttempt done =
                harness.capture(html("<p>x"), output("{'kind':'pdf','width':'10cm','height':'5in','landscape':false}"));

        assertThat(done.facts("page.pdf")).containsEntry("size", "100x127mm");
        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            assertThat(pdf.getPage(0).getMediaBox().getHeight()).isCloseTo(360, within(1f));
        }
    }

    @Test
    void scale_makes_things_larger() throws IOException {
        String box = "<body style='margin:0'><div style='width:100px;height:100px;background:#ff0000'>";
        MemoryAttempt done = harness.capture(
                html(box),
                output("{'kind':'pdf','scale':1.5,'margin':{'top':'0px','left':'0px'}}"),
                output("{'kind':'pdf','margin':{'top':'0px','left':'0px'}}"));

        // 100 px are 75 pt
        assertThat(firstPage(done, "page.pdf").getRGB(110, 110)).isEqualTo(RED);
        assertThat(firstPage(done, "page.pdf").getRGB(115, 115)).isNotEqualTo(RED);
        assertThat(firstPage(done, "page-2.pdf").getRGB(72, 72)).isEqualTo(RED);
        assertThat(firstPage(done, "page-2.pdf").getRGB(78, 78)).isNotEqualTo(RED);
    }

    @Test
    void page_ranges_pick_pages() throws IOException {
        MemoryAttempt done = harness.capture(html(THREE), output("{'kind':'pdf','page_ranges':'1, 3-'}"));

        assertThat(done.facts("page.pdf")).containsEntry("pages", 2);
        assertThat(text(done, "page.pdf")).contains("One", "Three").doesNotContain("Two");
    }

    @Test
    void pages_that_are_not_there_are_no_empty_document() {
        JobFailure failure =
                harness.failure(html(THREE), Harness.within(20_000), output("{'kind':'pdf','page_ranges':'7-9'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("page_ranges");
    }

    @Test
    void margins_without_room_say_so() {
        JobFailure failure = harness.failure(
                html("<p>x"),
                Harness.within(20_000),
                output("{'kind':'pdf','margin':{'left':'200mm','right':'200mm'}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("margins");
    }

    @Test
    void the_page_s_own_paper_counts_when_preferred() {
        MemoryAttempt done = harness.capture(
                html("<style>@page { size: 50mm 100mm }</style><p>x"),
                output("{'kind':'pdf','prefer_css_page_size':true}"),
                output("{'kind':'pdf'}"));

        assertThat(done.facts("page.pdf")).containsEntry("size", "50x100mm");
        assertThat(done.facts("page-2.pdf")).containsEntry("size", "210x297mm");
    }

    @Test
    void single_page_is_one_sheet_down_to_the_last_line() throws IOException {
        StringBuilder lines = new StringBuilder("<body style='background:#ff0000'>");
        for (int i = 0; i < 300; i++) {
            lines.append("<p>line ")
                    .append(i)
                    .append(" and some words that break where the paper is not wide enough for all of"
                            + " them, as this one does");
        }
        MemoryAttempt done = harness.capture(
                html(lines.toString()),
                output("{'kind':'pdf','single_page':true,'format':'a5','print_background':true}"),
                output("{'kind':'pdf','single_page':true,'width':'300px','scale':0.5}"),
                output("{'kind':'pdf','single_page':true,'landscape':true}"),
                ScreenshotOutput.defaults());

        for (String name : new String[] {"page.pdf", "page-2.pdf", "page-3.pdf"}) {
            assertThat(done.facts(name)).containsEntry("pages", 1);
            assertThat(text(done, name)).contains("line 0", "line 299");
        }
        assertThat(String.valueOf(done.facts("page.pdf").get("size"))).startsWith("148x");
        assertThat(String.valueOf(done.facts("page-3.pdf").get("size"))).startsWith("297x");
        assertThat(done.image("screenshot.png").getWidth()).isEqualTo(1280);
    }

    @Test
    void a_sheet_too_long_for_a_pdf_says_so() {
        JobFailure failure = harness.failure(
                html("<div style='height:30000px'>x"),
                Harness.within(20_000),
                output("{'kind':'pdf','single_page':true}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(failure.detail()).contains("200 inches");
    }

    @Test
    void header_and_footer_stand_on_every_page_with_their_numbers() throws IOException {
        MemoryAttempt done = harness.capture(
                html(THREE),
                output("{'kind':'pdf','header_html':'<b>Head of <span class=title></span></b>','footer_html':"
                        + "'<i>page <span class=pageNumber></span> of <span class=totalPages></span></i>',"
                        + "'margin':{'top':'20mm','bottom':'20mm'}}"),
                output("{'kind':'pdf','footer_html':'<i>only below</i>'}"));

        assertThat(text(done, "page.pdf")).contains("Head of Three pages", "page 1 of 3", "page 2 of 3", "page 3 of 3");
        assertThat(text(done, "page-2.pdf")).contains("only below").doesNotContain("Three pages");
    }

    @Test
    void outline_and_tags_are_there_when_asked_for() throws IOException {
        MemoryAttempt done = harness.capture(
                html(THREE),
                output("{'kind':'pdf','outline':true}"),
                output("{'kind':'pdf','tagged':true}"),
                output("{'kind':'pdf'}"));

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            assertThat(pdf.getDocumentCatalog()
                            .getDocumentOutline()
                            .getFirstChild()
                            .getTitle())
                    .isEqualTo("One");
        }
        assertThat(done.facts("page-2.pdf")).containsEntry("tagged", true);
        try (PDDocument pdf = Loader.loadPDF(done.bytes("page-2.pdf"))) {
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
        }
        assertThat(done.facts("page-3.pdf")).containsEntry("tagged", false);
        try (PDDocument pdf = Loader.loadPDF(done.bytes("page-3.pdf"))) {
            assertThat(pdf.getDocumentCatalog().getDocumentOutline()).isNull();
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNull();
        }
    }

    @Test
    void media_says_which_styles_count() throws IOException {
        MemoryAttempt done = harness.capture(
                html(
                        "<style>body{margin:0;height:2000px;background:#ff0000}@media print{body{background:#0000ff}}</style>"),
                output("{'kind':'pdf','media':'screen'}"),
                output("{'kind':'pdf'}"));

        assertThat(firstPage(done, "page.pdf").getRGB(300, 400)).isEqualTo(RED);
        assertThat(firstPage(done, "page-2.pdf").getRGB(300, 400)).isEqualTo(BLUE);
    }

    @Test
    void metadata_is_what_the_document_says_of_itself() throws IOException {
        MemoryAttempt done = harness.capture(
                html(THREE),
                output(
                        "{'kind':'pdf','metadata':{'title':'A title','author':'Ann','Subject':'S','keywords':'a, b','Project':'Tin'}}"));

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A title");
            assertThat(pdf.getDocumentInformation().getAuthor()).isEqualTo("Ann");
            assertThat(pdf.getDocumentInformation().getSubject()).isEqualTo("S");
            assertThat(pdf.getDocumentInformation().getKeywords()).isEqualTo("a, b");
            assertThat(pdf.getDocumentInformation().getCustomMetadataValue("Project"))
                    .isEqualTo("Tin");
        }
        assertThat(text(done, "page.pdf")).contains("Two");
    }

    @Test
    void an_encrypted_document_opens_with_its_password_only_and_allows_what_was_said() throws IOException {
        MemoryAttempt done = harness.capture(
                html(THREE),
                output(
                        "{'kind':'pdf','encrypt':{'user_password':'open','owner_password':'own','permissions':['print']}}"),
                output("{'kind':'pdf','encrypt':{'owner_password':'own','permissions':[]}}"));
        byte[] locked = done.bytes("page.pdf");

        assertThatThrownBy(() -> Loader.loadPDF(locked)).isInstanceOf(InvalidPasswordException.class);
        try (PDDocument pdf = Loader.loadPDF(locked, "open")) {
            assertThat(pdf.getCurrentAccessPermission().canPrint()).isTrue();
            assertThat(pdf.getCurrentAccessPermission().canExtractContent()).isFalse();
            assertThat(pdf.getCurrentAccessPermission().canModify()).isFalse();
            assertThat(pdf.getEncryption().getLength()).isEqualTo(256);
        }
        try (PDDocument pdf = Loader.loadPDF(locked, "own")) {
            assertThat(pdf.getCurrentAccessPermission().isOwnerPermission()).isTrue();
        }
        try (PDDocument pdf = Loader.loadPDF(done.bytes("page-2.pdf"))) {
            assertThat(pdf.getCurrentAccessPermission().canPrint()).isFalse();
        }
        assertThat(done.facts("page.pdf")).containsEntry("encrypted", true).containsEntry("pages", 3);
    }

    @Test
    void a_watermark_lies_across_every_page_and_only_in_that_output() throws IOException {
        MemoryAttempt done = harness.capture(
                html(THREE),
                output(
                        "{'kind':'pdf','watermark':{'text':'DRAFT 草','color':'#ff0000','opacity':1,'angle':0,'size':100}}"),
                output("{'kind':'pdf'}"));

        try (PDDocument pdf = Loader.loadPDF(done.bytes("page.pdf"))) {
            for (int i = 0; i < 3; i++) {
                BufferedImage paper = new PDFRenderer(pdf).renderImageWithDPI(i, 72);
                assertThat(reds(paper)).as("page %d", i + 1).isGreaterThan(500);
            }
        }
        assertThat(reds(firstPage(done, "page-2.pdf"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2b", "3b"})
    void a_pdf_a_is_one_by_the_validator_s_judgement(String kind) throws Exception {
        MemoryAttempt done = harness.capture(
                html("<title>Äon</title><h1>Plates</h1><p>Text, <a href='https://example.com/'>a link</a>, 漢字, عربي, 🙂"
                        + "<div style='opacity:.5;background:linear-gradient(red,blue);height:50px'></div>"
                        + "<img src='" + harness.site.url("/red.png")
                        + "'><svg width=20 height=20><circle r=9 cx=9 cy=9 /></svg>"),
                output("{'kind':'pdf','pdfa':'" + kind
                        + "','metadata':{'author':'Ann','subject':'S','keywords':'k','creator':'C'}}"),
                output("{'kind':'pdf'}"));

        assertThat(done.facts("page.pdf")).containsEntry("pdfa", kind).containsEntry("tagged", true);
        ValidationResult result = validate(done.bytes("page.pdf"), kind);
        assertThat(result.getTestAssertions().stream()
                        .map(failed -> failed.getRuleId() + " " + failed.getMessage())
                        .toList())
                .isEmpty();
        assertThat(result.isCompliant()).isTrue();
        assertThat(validate(done.bytes("page-2.pdf"), kind).isCompliant()).isFalse();
    }

    private static ValidationResult validate(byte[] pdf, String kind) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(kind);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }

    private static int reds(BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == RED ? 1 : 0;
            }
        }
        return count;
    }

    private static String text(MemoryAttempt done, String name) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(done.bytes(name))) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    private static BufferedImage firstPage(MemoryAttempt done, String name) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(done.bytes(name))) {
            return new PDFRenderer(pdf).renderImageWithDPI(0, 72);
        }
    }
}
