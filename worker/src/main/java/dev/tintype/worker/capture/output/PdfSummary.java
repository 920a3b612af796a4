package dev.tintype.worker.capture.output;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the browser's PDF says of itself. Skia writes its page tree and page dictionaries as plain objects, so no PDF
 * library is needed to count them.
 *
 * @param size of the first page, {@code 210x297mm}
 * @param tagged whether there is structure for assistive technology
 */
record PdfSummary(int pages, String size, boolean tagged) {
    private static final String MAGIC = "%PDF-";
    private static final double MM_PER_INCH = 25.4;
    private static final double POINTS_PER_INCH = 72;
    private static final Pattern ROOT = Pattern.compile("/Type\\s*/Pages\\b[^>]*?/Count\\s+(\\d{1,7})");
    private static final Pattern BOX =
            Pattern.compile("/MediaBox\\s*\\[\\s*0\\s+0\\s+([\\d.]{1,12})\\s+([\\d.]{1,12})\\s*]");

    /** Empty when {@code bytes} are not a whole PDF with at least one page. */
    static Optional<PdfSummary> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(MAGIC)) {
            return Optional.empty();
        }
        int pages = 0;
        // Long documents have a tree of such nodes; the root counts most.
        for (Matcher node = ROOT.matcher(text); node.find(); ) {
            pages = Math.max(pages, Integer.parseInt(node.group(1)));
        }
        Matcher box = BOX.matcher(text);
        if (pages == 0 || !box.find()) {
            return Optional.empty();
        }
        String size = millimetres(box.group(1)) + "x" + millimetres(box.group(2)) + "mm";
        return Optional.of(new PdfSummary(pages, size, text.contains("/StructTreeRoot")));
    }

    private static long millimetres(String points) {
        return Math.round(Double.parseDouble(points) * MM_PER_INCH / POINTS_PER_INCH);
    }
}
