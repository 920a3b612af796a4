package dev.tintype.worker.capture.output;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import javax.xml.transform.TransformerException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.schema.AdobePDFSchema;
import org.apache.xmpbox.schema.DublinCoreSchema;
import org.apache.xmpbox.schema.PDFAIdentificationSchema;
import org.apache.xmpbox.schema.XMPBasicSchema;
import org.apache.xmpbox.type.BadFieldValueException;
import org.apache.xmpbox.xml.XmpSerializer;

/**
 * Adds what ISO 19005 asks for beyond what the browser prints: a description in XMP that says the same as the other one,
 * and what the colours mean. Fonts are embedded and nothing is active in what a browser prints.
 */
final class PdfArchive {
    private static final String SRGB = "sRGB IEC61966-2.1";

    private PdfArchive() {}

    /**
     * Makes {@code document} claim to be, and be, a PDF/A.
     *
     * @param kind part and conformance level, as 2b
     * @param title for a document that has none
     */
    static void prepare(PDDocument document, String kind, String title) throws IOException {
        PDDocumentInformation about = document.getDocumentInformation();
        if (about.getTitle() == null || about.getTitle().isEmpty()) {
            about.setTitle(title.isEmpty() ? "Untitled" : title);
        }
        Calendar now = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        now.set(Calendar.MILLISECOND, 0); // the other description has no milliseconds
        about.setCreationDate(now);
        about.setModificationDate(now);
        try {
            document.getDocumentCatalog().setMetadata(metadata(document, about, kind));
        } catch (BadFieldValueException | TransformerException e) {
            throw new IllegalStateException(e);
        }
        PDOutputIntent colours = new PDOutputIntent(
                document,
                new ByteArrayInputStream(
                        ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()));
        colours.setInfo(SRGB);
        colours.setOutputCondition(SRGB);
        colours.setOutputConditionIdentifier(SRGB);
        colours.setRegistryName("http://www.color.org");
        document.getDocumentCatalog().addOutputIntent(colours);
    }

    private static PDMetadata metadata(PDDocument document, PDDocumentInformation about, String kind)
            throws IOException, BadFieldValueException, TransformerException {
        XMPMetadata xmp = XMPMetadata.createXMPMetadata();
        PDFAIdentificationSchema archive = xmp.createAndAddPDFAIdentificationSchema();
        archive.setPart(Character.digit(kind.charAt(0), 10));
        archive.setConformance(kind.substring(1).toUpperCase(Locale.ROOT));
        DublinCoreSchema core = xmp.createAndAddDublinCoreSchema();
        core.setTitle(about.getTitle());
        if (about.getAuthor() != null) {
            core.addCreator(about.getAuthor());
        }
        if (about.getSubject() != null) {
            core.setDescription(about.getSubject());
        }
        AdobePDFSchema pdf = xmp.createAndAddAdobePDFSchema();
        if (about.getKeywords() != null) {
            pdf.setKeywords(about.getKeywords());
        }
        if (about.getProducer() != null) {
            pdf.setProducer(about.getProducer());
        }
        XMPBasicSchema basic = xmp.createAndAddXMPBasicSchema();
        if (about.getCreator() != null) {
            basic.setCreatorTool(about.getCreator());
        }
        basic.setCreateDate(about.getCreationDate());
        basic.setModifyDate(about.getModificationDate());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new XmpSerializer().serialize(xmp, bytes, true);
        PDMetadata metadata = new PDMetadata(document);
        metadata.importXMPMetadata(bytes.toByteArray());
        return metadata;
    }
}
