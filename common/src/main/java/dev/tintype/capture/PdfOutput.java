package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;

/**
 * The page on paper.
 *
 * @param format paper size
 * @param printBackground backgrounds and colours as on the screen
 */
@JsonTypeName(PdfOutput.KIND)
@Schema(name = "PdfOutput", description = "The page on paper.")
public record PdfOutput(
        @Schema(description = "Paper size.", defaultValue = "a4", example = "a4")
        Paper format,

        @Schema(description = "Space between paper edge and page.") @Valid
        Margin margin,

        @Schema(description = "Print backgrounds and colours.", defaultValue = "true", example = "true")
        Boolean printBackground,

        @Schema(description = "Turn the paper.", defaultValue = "false", example = "false")
        Boolean landscape)
        implements CaptureOutput {
    static final String KIND = "pdf";

    public PdfOutput {
        format = format == null ? Paper.A4 : format;
        margin = margin == null ? Margin.DEFAULT : margin;
        printBackground = printBackground == null || printBackground;
        landscape = landscape != null && landscape;
    }

    public static PdfOutput defaults() {
        return new PdfOutput(Paper.A4, Margin.DEFAULT, true, false);
    }

    @Override
    public String kindName() {
        return KIND;
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
        static final String LENGTH = "\\d{1,4}(\\.\\d{1,3})?(px|in|cm|mm)";
        private static final String USUAL = "10mm";
        static final Margin DEFAULT = new Margin(USUAL, USUAL, USUAL, USUAL);

        public Margin {
            top = top == null ? USUAL : top;
            right = right == null ? USUAL : right;
            bottom = bottom == null ? USUAL : bottom;
            left = left == null ? USUAL : left;
        }
    }
}
