package dev.tintype.upload;

import java.util.Locale;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Whether bytes are what they are said to be, by their first ones. */
final class MediaTypes {
    /** How many of the first bytes are looked at. */
    static final int PREFIX_BYTES = 8192;

    private static final String ANYTHING = "application/octet-stream";
    /** As sent by clients that were not told. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Tika TIKA = new Tika(MimeTypes.getDefaultMimeTypes());
    private static final MediaTypeRegistry KNOWN = MediaTypeRegistry.getDefaultRegistry();

    private MediaTypes() {}

    /**
     * The type to keep: the declared one where the content bears it out, with its parameters.
     *
     * @param declared null: not said
     * @throws UploadRefused when the content is of another type, or of none that is known
     */
    static String agreed(@Nullable String declared, byte[] prefix) throws UploadRefused {
        MediaType seen = KNOWN.normalize(MediaType.parse(TIKA.detect(prefix)));
        if (declared == null || isNothing(declared)) {
            if (seen.equals(MediaType.OCTET_STREAM)) {
                throw new UploadRefused(
                        UploadRefused.Reason.OTHER_TYPE,
                        "The content is of no type that is known here. Send a page, picture, film, sound or document.");
            }
            return seen.toString();
        }
        MediaType said = MediaType.parse(declared);
        if (said == null || said.getType().equals("multipart")) {
            throw new UploadRefused(
                    UploadRefused.Reason.OTHER_TYPE,
                    "Send the file's bytes alone as the body, and its own type as Content-Type.");
        }
        MediaType base = KNOWN.normalize(said.getBaseType());
        if (!agree(base, seen)) {
            throw new UploadRefused(
                    UploadRefused.Reason.OTHER_TYPE,
                    "Content-Type says " + base + ", but the content is " + name(seen) + ". Send the type that it is.");
        }
        return said.toString().toLowerCase(Locale.ROOT);
    }

    /** Said may be the narrower (a fragment of HTML looks like text) or the wider (HTML may be called text). */
    private static boolean agree(MediaType said, MediaType seen) {
        if (seen.equals(MediaType.OCTET_STREAM)) {
            return false; // every type is a kind of it
        }
        return said.equals(seen) || KNOWN.isInstanceOf(said, seen) || KNOWN.isInstanceOf(seen, said);
    }

    private static boolean isNothing(String declared) {
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals(ANYTHING) || type.equals(FORM);
    }

    private static String name(MediaType seen) {
        return seen.equals(MediaType.OCTET_STREAM) ? "of no type that is known here" : seen.toString();
    }
}
