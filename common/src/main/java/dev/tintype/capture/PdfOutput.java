package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page on paper.
 *
 * @param format paper size; null with a width of its own
 * @param width of the paper, a CSS length
 * @param height of the paper, a CSS length
 * @param printBackground backgrounds and colours as on the screen
 * @param landscape turns the paper
 * @param scale of what is printed
 * @param pageRanges which pages; null: all
 * @param preferCssPageSize whether the page's own {@code @page} size counts more than the paper asked for
 * @param singlePage everything on one sheet, as long as it takes
 * @param headerHtml HTML for the top margin; elements of class {@code pageNumber}, {@code totalPages}, {@code date},
 *     {@code title} and {@code url} are filled in
 * @param footerHtml as the header
 * @param outline bookmarks from the headings
 * @param tagged structure for assistive technology
 * @param media which of the page's styles count
 * @param metadata what the document says of itself
 * @param encrypt who may open it and do what
 * @param pdfa the archival standard it keeps
 * @param watermark text across every page
 * @param merge what the document is put together of, in order; without a part that is the page, that comes first
 */
@JsonTypeName(PdfOutput.KIND)
@Schema(name = "PdfOutput", description = "The page on paper.")
public record PdfOutput(
        @Schema(description = "Paper size; a4 unless width is given.", example = "a4") @Nullable
        Paper format,

        @Schema(description = "Width of the paper: a number and px, in, cm or mm.", example = "20cm")
        @Pattern(regexp = PdfOutput.LENGTH)
        @Nullable
        String width,

        @Schema(description = "Height of the paper: a number and px, in, cm or mm.", example = "10in")
        @Pattern(regexp = PdfOutput.LENGTH)
        @Nullable
        String height,

        @Schema(description = "Space between paper edge and page.") @Valid
        Margin margin,

        @Schema(description = "Print backgrounds and colours.", defaultValue = "true", example = "true")
        Boolean printBackground,

        @Schema(description = "Turn the paper.", defaultValue = "false", example = "false")
        Boolean landscape,

        @Schema(description = "How large things are printed.", defaultValue = "1", example = "0.8")
        @DecimalMin("0.1")
        @DecimalMax("2")
        Double scale,

        @Schema(description = "Which pages, from 1; all when left out.", example = "1-3, 5")
        @Pattern(regexp = "\\s*\\d{1,5}(-\\d{0,5})?(\\s*,\\s*\\d{1,5}(-\\d{0,5})?){0,99}\\s*")
        @Nullable
        String pageRanges,

        @Schema(
                description = "Let the page's own @page size count more than the paper asked for.",
                defaultValue = "false",
                example = "true")
        Boolean preferCssPageSize,

        @Schema(
                description = "Everything on one sheet, as long as it takes; up to 200 inches.",
                defaultValue = "false",
                example = "true")
        Boolean singlePage,

        @Schema(
                description =
                        "HTML in the top margin. Elements of class pageNumber, totalPages, date, title and url are filled in;"
                                + " styles must be inline and pictures data URLs.",
                example = "<span class=title></span>")
        @Size(min = 1, max = 65_536)
        @Nullable
        String headerHtml,

        @Schema(
                description = "HTML in the bottom margin, as header_html.",
                example = "<span class=pageNumber></span> / <span class=totalPages></span>")
        @Size(min = 1, max = 65_536)
        @Nullable
        String footerHtml,

        @Schema(description = "Bookmarks from the page's headings.", defaultValue = "false", example = "true")
        Boolean outline,

        @Schema(
                description = "Structure for assistive technology; outline and pdfa bring it along.",
                defaultValue = "false",
                example = "true")
        Boolean tagged,

        @Schema(description = "Which of the page's styles count.", defaultValue = "print", example = "screen")
        Media media,

        @Schema(
                description =
                        "What the document says of itself: title, author, subject, keywords, creator, and names of your own.",
                example = "{\"title\": \"Report\", \"author\": \"Ann\"}")
        @Size(max = 32)
        Map<@NotNull @Pattern(regexp = "[A-Za-z][A-Za-z0-9_]{0,63}") String, @NotNull @Size(max = 1024) String>
                metadata,

        @Schema(description = "Who may open it and do what.") @Valid @Nullable
        Encrypt encrypt,

        @Schema(description = "Make it a PDF/A of this kind: 2b (ISO 19005-2) or 3b (ISO 19005-3).", example = "2b")
        @Pattern(regexp = "2b|3b")
        @Nullable
        String pdfa,

        @Schema(description = "Text across every page.") @Valid @Nullable
        Watermark watermark,

        @Schema(
                description =
                        "More sources for the same document, in this order; {\"page\": true} says where the page goes, which is"
                                + " first when left out. Each is visited with the same page (but for wait_for, actions and js) and printed"
                                + " alike; a PDF is taken as it is.",
                example = "[{\"page\": true}, {\"url\": \"https://example.com/terms\"}]")
        @Size(min = 1, max = 16)
        @Nullable
        List<@NotNull @Valid PdfPart> merge)
        implements CaptureOutput {
    static final String KIND = "pdf";
    static final String LENGTH = "\\d{1,4}(\\.\\d{1,3})?(px|in|cm|mm)";

    public PdfOutput {
        format = format == null && width == null ? Paper.A4 : format;
        margin = margin == null ? Margin.DEFAULT : margin;
        printBackground = printBackground == null || printBackground;
        landscape = landscape != null && landscape;
        scale = scale == null ? 1.0 : scale;
        preferCssPageSize = preferCssPageSize != null && preferCssPageSize;
        singlePage = singlePage != null && singlePage;
        outline = outline != null && outline;
        tagged = tagged != null && tagged;
        media = media == null ? Media.PRINT : media;
        merge = merge == null ? null : Collections.unmodifiableList(new ArrayList<>(merge));
        metadata = metadata == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Without the rarer options. */
    public PdfOutput(Paper format, Margin margin, boolean printBackground, boolean landscape) {
        this(
                format,
                null,
                null,
                margin,
                printBackground,
                landscape,
                1.0,
                null,
                false,
                false,
                null,
                null,
                false,
                false,
                Media.PRINT,
                Map.of(),
                null,
                null,
                null,
                null);
    }

    public static PdfOutput defaults() {
        return new PdfOutput(Paper.A4, Margin.DEFAULT, true, false);
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give format, or width and height")
    public boolean isOnePaper() {
        return format == null ? singlePage || height != null : width == null && height == null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "single_page goes without height, page_ranges and prefer_css_page_size")
    public boolean isSinglePageAlone() {
        return !singlePage || (height == null && pageRanges == null && !preferCssPageSize);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a PDF/A cannot be encrypted: give pdfa or encrypt")
    public boolean isArchivable() {
        return pdfa == null || encrypt == null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "only one part of merge can be the page")
    public boolean isOnePage() {
        return merge == null
                || merge.stream().filter(part -> part != null && part.ownPage()).count() <= 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "pdfa does not go with merge: what others made may not keep the standard")
    public boolean isArchiveOfOne() {
        return pdfa == null || merge == null;
    }

    /** What the document is put together of, in order; the page is among it. */
    @JsonIgnore
    public List<PdfPart> parts() {
        PdfPart page = new PdfPart(true, null, null, null, null, null, null);
        if (merge == null) {
            return List.of(page);
        }
        if (merge.stream().anyMatch(PdfPart::ownPage)) {
            return merge;
        }
        List<PdfPart> parts = new ArrayList<>(merge);
        parts.addFirst(page);
        return parts;
    }

    /** How one part of it is printed: what is done to the whole is left out. */
    public PdfOutput forPart() {
        return new PdfOutput(
                format,
                width,
                height,
                margin,
                printBackground,
                landscape,
                scale,
                pageRanges,
                preferCssPageSize,
                singlePage,
                headerHtml,
                footerHtml,
                outline,
                tagged,
                media,
                Map.of(),
                null,
                null,
                watermark,
                null);
    }

    /** ISO 216 and ANSI sizes the browser knows. */
    public enum Paper {
        A0,
        A1,
        A2,
        A3,
        A4,
        A5,
        A6,
        LETTER,
        LEGAL,
        TABLOID,
        LEDGER
    }

    /** Which styles of a page count. */
    public enum Media {
        PRINT,
        SCREEN
    }

    /** CSS lengths: a number and {@code px}, {@code in}, {@code cm} or {@code mm}. */
    public record Margin(
            @Schema(defaultValue = "10mm", example = "10mm") @Pattern(regexp = LENGTH)
            String top,

            @Schema(defaultValue = "10mm", example = "10mm") @Pattern(regexp = LENGTH)
            String right,

            @Schema(defaultValue = "10mm", example = "10mm") @Pattern(regexp = LENGTH)
            String bottom,

            @Schema(defaultValue = "10mm", example = "10mm") @Pattern(regexp = LENGTH)
            String left) {
        private static final String USUAL = "10mm";
        static final Margin DEFAULT = new Margin(USUAL, USUAL, USUAL, USUAL);

        public Margin {
            top = top == null ? USUAL : top;
            right = right == null ? USUAL : right;
            bottom = bottom == null ? USUAL : bottom;
            left = left == null ? USUAL : left;
        }
    }

    /**
     * AES-256.
     *
     * @param userPassword opens the document; null: anybody opens it
     * @param ownerPassword lifts all restrictions; null: nobody knows it
     * @param permissions what is allowed without the owner's password; null: everything
     */
    @Schema(name = "PdfEncryption", description = "AES-256 encryption: who may open the document and do what.")
    public record Encrypt(
            @Schema(description = "Opens the document; without one anybody opens it.", example = "open sesame")
            @Size(min = 1, max = 127)
            @Nullable
            String userPassword,

            @Schema(description = "Lifts all restrictions.", example = "the owner's")
            @Size(min = 1, max = 127)
            @Nullable
            String ownerPassword,

            @Schema(
                    description = "What is allowed without the owner's password; everything when left out.",
                    example = "[\"print\"]")
            @Size(max = 7)
            @Nullable
            List<@NotNull Permission> permissions) {
        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "give user_password, owner_password or both")
        public boolean isPasswordGiven() {
            return userPassword != null || ownerPassword != null;
        }
    }

    /** What a reader may do. */
    public enum Permission {
        PRINT,
        COPY,
        MODIFY,
        ANNOTATE,
        @JsonProperty("fill_forms")
        FILL_FORMS,
        ACCESSIBILITY,
        ASSEMBLE
    }

    /**
     * Text across every page.
     *
     * @param angle degrees, clockwise
     */
    @Schema(name = "PdfWatermark", description = "Text across every page.")
    public record Watermark(
            @Schema(description = "What it says.", example = "DRAFT") @NotNull @Size(min = 1, max = 200)
            String text,

            @Schema(description = "0: not there, 1: covers everything.", defaultValue = "0.15", example = "0.2")
            @DecimalMin("0.01")
            @DecimalMax("1")
            Double opacity,

            @Schema(description = "Colour, as #rrggbb.", defaultValue = "#000000", example = "#cc0000")
            @Pattern(regexp = "#[0-9A-Fa-f]{6}")
            String color,

            @Schema(description = "Height of the letters in CSS pixels.", defaultValue = "96", example = "72")
            @DecimalMin("4")
            @DecimalMax("1000")
            Double size,

            @Schema(description = "Degrees, clockwise.", defaultValue = "-45", example = "-30")
            @DecimalMin("-360")
            @DecimalMax("360")
            Double angle) {
        public Watermark {
            opacity = opacity == null ? 0.15 : opacity;
            color = color == null ? "#000000" : color;
            size = size == null ? 96.0 : size;
            angle = angle == null ? -45.0 : angle;
        }
    }
}
