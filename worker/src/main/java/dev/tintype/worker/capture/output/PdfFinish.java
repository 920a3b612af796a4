package dev.tintype.worker.capture.output;

import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.PdfOutput.Encrypt;
import dev.tintype.capture.PdfOutput.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** What is done to printed files: put together, what the whole says of itself, PDF/A, encryption. Needs no browser. */
final class PdfFinish {
    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PdfOutput output;
    private final String title;

    /** @param title of the page, for a document that is given none */
    PdfFinish(PdfOutput output, String title) {
        this.output = output;
        this.title = title;
    }

    /** Whether there is anything to do. */
    boolean needed() {
        return output.pdfa() != null
                || output.encrypt() != null
                || !output.metadata().isEmpty();
    }

    /** @param files in their order, at least one */
    byte[] apply(List<byte[]> files) {
        List<PDDocument> open = new ArrayList<>();
        try {
            for (byte[] file : files) {
                open.add(Loader.loadPDF(file));
            }
            return finish(merged(open));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // what was copied from one stays its own until the whole is written
            open.forEach(IOUtils::closeQuietly);
        }
    }

    /** The first of them, with the others after it. */
    private PDDocument merged(List<PDDocument> documents) throws IOException {
        PDDocument whole = documents.getFirst();
        if (documents.size() > 1) {
            PDFMergerUtility merger = new PDFMergerUtility();
            for (PDDocument next : documents.subList(1, documents.size())) {
                merger.appendDocument(whole, next);
            }
            PDDocumentInformation about = new PDDocumentInformation();
            about.setTitle(title);
            whole.setDocumentInformation(about);
        }
        return whole;
    }

    private byte[] finish(PDDocument document) throws IOException {
        describe(document.getDocumentInformation());
        if (output.pdfa() != null) {
            PdfArchive.prepare(document, output.pdfa(), title);
        }
        if (output.encrypt() != null) {
            encrypt(document, output.encrypt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        document.save(bytes);
        return bytes.toByteArray();
    }

    private void describe(PDDocumentInformation about) {
        for (Map.Entry<String, String> entry : output.metadata().entrySet()) {
            String value = entry.getValue();
            switch (entry.getKey().toLowerCase(Locale.ROOT)) {
                case "title" -> about.setTitle(value);
                case "author" -> about.setAuthor(value);
                case "subject" -> about.setSubject(value);
                case "keywords" -> about.setKeywords(value);
                case "creator" -> about.setCreator(value);
                default -> about.setCustomMetadataValue(entry.getKey(), value);
            }
        }
    }

    private static void encrypt(PDDocument document, Encrypt encrypt) throws IOException {
        AccessPermission allowed = new AccessPermission();
        if (encrypt.permissions() != null) {
            var granted = encrypt.permissions();
            allowed.setCanPrint(granted.contains(Permission.PRINT));
            allowed.setCanPrintFaithful(granted.contains(Permission.PRINT));
            allowed.setCanExtractContent(granted.contains(Permission.COPY));
            allowed.setCanModify(granted.contains(Permission.MODIFY));
            allowed.setCanModifyAnnotations(granted.contains(Permission.ANNOTATE));
            allowed.setCanFillInForm(granted.contains(Permission.FILL_FORMS));
            allowed.setCanExtractForAccessibility(granted.contains(Permission.ACCESSIBILITY));
            allowed.setCanAssembleDocument(granted.contains(Permission.ASSEMBLE));
        }
        StandardProtectionPolicy policy = new StandardProtectionPolicy(
                Objects.requireNonNullElseGet(encrypt.ownerPassword(), PdfFinish::unknown),
                Objects.requireNonNullElse(encrypt.userPassword(), ""),
                allowed);
        policy.setEncryptionKeyLength(KEY_BITS);
        document.protect(policy);
    }

    /** An owner's password that nobody has: an empty one would lift every restriction. */
    private static String unknown() {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
