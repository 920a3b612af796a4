package dev.tintype.worker.capture.output;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.io.IOException;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/** One part of a PDF that is put together: the place of the page that is being visited, or a whole PDF. The bytes are the holder's. */
public final class Sheets {
    /** The page that is being visited. */
    public static final Sheets OWN = new Sheets("page", new byte[0], 0, false);

    private static final int MOST_PAGES = 10_000;

    private final String source;
    private final byte[] bytes;
    private final int pages;
    private final boolean tagged;

    private Sheets(String source, byte[] bytes, int pages, boolean tagged) {
        this.source = source;
        this.bytes = bytes;
        this.pages = pages;
        this.tagged = tagged;
    }

    /**
     * What was printed for it.
     *
     * @param source for the report
     */
    public static Sheets printed(String source, Rendered pdf) {
        int pages = (int) Objects.requireNonNull(pdf.facts().get("pages"));
        boolean tagged = (boolean) Objects.requireNonNull(pdf.facts().get("tagged"));
        return new Sheets(source, pdf.content().get(), pages, tagged);
    }

    /**
     * A PDF from elsewhere.
     *
     * @param source for the report and for failures
     * @throws JobFailure {@code source_unusable} when it is none, or locked; {@code limit_exceeded}
     */
    public static Sheets given(String source, byte[] bytes) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.isEncrypted()) {
                throw locked(source, null);
            }
            int pages = document.getNumberOfPages();
            if (pages == 0) {
                throw unusable(source, null);
            }
            if (pages > MOST_PAGES) {
                throw new JobFailure(
                        ErrorCode.LIMIT_EXCEEDED,
                        "A part of a PDF may have " + MOST_PAGES + " pages; " + source + " has more");
            }
            return new Sheets(
                    source, bytes, pages, document.getDocumentCatalog().getStructureTreeRoot() != null);
        } catch (InvalidPasswordException e) {
            throw locked(source, e);
        } catch (IOException e) {
            throw unusable(source, e);
        }
    }

    /** What it was made of. */
    String source() {
        return source;
    }

    byte[] bytes() {
        return bytes;
    }

    int pages() {
        return pages;
    }

    boolean tagged() {
        return tagged;
    }

    private static JobFailure unusable(String source, @Nullable Throwable cause) {
        return new JobFailure(ErrorCode.SOURCE_UNUSABLE, false, "The PDF " + source + " cannot be read", cause);
    }

    private static JobFailure locked(String source, @Nullable Throwable cause) {
        return new JobFailure(
                ErrorCode.SOURCE_UNUSABLE, false, "The PDF " + source + " is encrypted; hand it in without", cause);
    }
}
