package dev.tintype.worker.capture;

import dev.tintype.artifact.UploadId;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PdfPart;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.request.RequestReader;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import dev.tintype.worker.capture.visit.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** Reads uploaded pages, a ZIP with a page's files among them: text in the charset that was declared, a byte order mark before it, else UTF-8. */
public final class UploadedPages implements PageSources {
    private final Uploads uploads;

    public UploadedPages(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Target resolve(String tenant, CaptureSource source) {
        String id = source.upload();
        if (id == null) {
            return PageSources.inline(source);
        }
        Upload upload = find(tenant, id);
        String type = upload.mediaType().split(";", 2)[0].strip();
        try (InputStream in = uploads.open(upload).orElseThrow(UploadedPages::gone)) {
            if (type.equals(CaptureSource.ZIP_TYPE)) {
                return new SiteArchive().read(in, source.baseUrl());
            }
            String text = text(page(in), upload.mediaType());
            boolean markdown = type.equals(CaptureSource.MARKDOWN_TYPE);
            return new Target.Given(markdown ? MarkdownPage.html(text) : text, source.baseUrl());
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The upload could not be read", e);
        }
    }

    private static byte[] page(InputStream in) throws IOException {
        // one byte more than allowed tells that there is more
        byte[] content = in.readNBytes(RequestReader.MAX_HTML + 1);
        if (content.length > RequestReader.MAX_HTML) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A page may have " + RequestReader.MAX_HTML + " bytes; the upload has more");
        }
        return content;
    }

    @Override
    public byte[] image(String tenant, String id, long most) {
        return whole(find(tenant, id), "An image", most);
    }

    @Override
    public Optional<byte[]> pdf(String tenant, String id, long most) {
        Upload upload = find(tenant, id);
        return upload.mediaType().split(";", 2)[0].strip().equalsIgnoreCase(PdfPart.PDF_TYPE)
                ? Optional.of(whole(upload, "A PDF", most))
                : Optional.empty();
    }

    private Upload find(String tenant, String id) {
        return UploadId.parse(id).flatMap(known -> uploads.find(tenant, known)).orElseThrow(UploadedPages::gone);
    }

    private byte[] whole(Upload upload, String what, long most) {
        if (upload.bytes() > most) {
            throw new JobFailure(ErrorCode.LIMIT_EXCEEDED, what + " may have " + most + " bytes; the upload has more");
        }
        try (InputStream in = uploads.open(upload).orElseThrow(UploadedPages::gone)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new JobFailure(ErrorCode.STORAGE_FAILED, "The upload could not be read", e);
        }
    }

    static String text(byte[] content, String mediaType) {
        if (content.length >= 3
                && content[0] == (byte) 0xEF
                && content[1] == (byte) 0xBB
                && content[2] == (byte) 0xBF) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (content.length >= 2
                && ((content[0] == (byte) 0xFE && content[1] == (byte) 0xFF)
                        || (content[0] == (byte) 0xFF && content[1] == (byte) 0xFE))) {
            return new String(content, StandardCharsets.UTF_16);
        }
        return new String(content, declared(mediaType));
    }

    private static Charset declared(String mediaType) {
        try {
            Charset charset = MimeTypeUtils.parseMimeType(mediaType).getCharset();
            return charset == null ? StandardCharsets.UTF_8 : charset;
        } catch (InvalidMimeTypeException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static JobFailure gone() {
        return new JobFailure(ErrorCode.UPLOAD_GONE, "The upload was removed before the job began. Upload it again");
    }
}
