package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfOutput.Paper;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.util.Locale;

/** Prints everything on one sheet: lays the page out as wide as the paper, and makes the paper as long as that. */
final class SinglePage {
    /** What PDF readers hold: 14,400 units of 1/72 inch (ISO 32000-1 annex C). */
    private static final double MAX_INCHES = 200;

    private static final double PX_PER_INCH = 96;
    private static final String HEIGHT =
            "() => Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0)";

    private SinglePage() {}

    /** @throws JobFailure {@code limit_exceeded} when the sheet would be too long */
    static byte[] print(PdfOutput output, VisitedPage page, Page.PdfOptions options) {
        PdfOutput.Margin margin = output.margin();
        double width = width(output);
        double room = width - inches(margin.left()) - inches(margin.right());
        if (room <= 0) {
            throw new JobFailure(ErrorCode.LIMIT_EXCEEDED, "The margins leave no room on the paper; make them smaller");
        }
        double text = measured(page, Math.max(1, Math.round(room * PX_PER_INCH / output.scale())))
                * output.scale()
                / PX_PER_INCH;
        double borders = inches(margin.top()) + inches(margin.bottom());
        // Printing breaks lines a little differently: what does not fit gets a longer sheet.
        for (double reserve = 1; ; reserve *= 1.1) {
            double height = Math.max(1, borders + Math.ceil(text * reserve * PX_PER_INCH + 1) / PX_PER_INCH);
            if (height > MAX_INCHES) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED,
                        "The sheet would be longer than " + Math.round(MAX_INCHES)
                                + " inches; use a smaller scale, or several pages");
            }
            byte[] pdf = PdfHandler.print(
                    page,
                    options.setFormat(null)
                            .setLandscape(false)
                            .setWidth(inch(width))
                            .setHeight(inch(height)));
            if (PdfSummary.read(pdf).map(PdfSummary::pages).orElse(0) <= 1) {
                return pdf;
            }
        }
    }

    /** Layout height in CSS pixels at a width, with the styles that will count. */
    private static double measured(VisitedPage page, long width) {
        Page browser = page.tab().page();
        int height = page.options().viewport().height();
        browser.setViewportSize((int) width, height);
        try {
            return page.tab().call(HEIGHT, new JsonObject()).getAsDouble();
        } finally {
            browser.setViewportSize(page.options().viewport().width(), height);
        }
    }

    private static double width(PdfOutput output) {
        if (output.width() != null) {
            return inches(output.width());
        }
        double[] sides = sides(output.format() == null ? Paper.A4 : output.format());
        return output.landscape() ? sides[1] : sides[0];
    }

    /** Width and height in inches, as the browser has them. */
    private static double[] sides(Paper paper) {
        return switch (paper) {
            case A0 -> new double[] {33.1, 46.8};
            case A1 -> new double[] {23.4, 33.1};
            case A2 -> new double[] {16.54, 23.4};
            case A3 -> new double[] {11.7, 16.54};
            case A4 -> new double[] {8.27, 11.7};
            case A5 -> new double[] {5.83, 8.27};
            case A6 -> new double[] {4.13, 5.83};
            case LETTER -> new double[] {8.5, 11};
            case LEGAL -> new double[] {8.5, 14};
            case TABLOID -> new double[] {11, 17};
            case LEDGER -> new double[] {17, 11};
        };
    }

    private static double inches(String length) {
        double number = Double.parseDouble(length.substring(0, length.length() - 2));
        return switch (length.substring(length.length() - 2)) {
            case "in" -> number;
            case "cm" -> number / 2.54;
            case "mm" -> number / 25.4;
            default -> number / PX_PER_INCH;
        };
    }

    private static String inch(double number) {
        return String.format(Locale.ROOT, "%.4fin", number);
    }
}
