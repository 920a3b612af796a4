package dev.tintype.api.upload;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.artifact.UploadId;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PdfPart;
import dev.tintype.compare.CompareImage;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.PluginSpec;
import dev.tintype.request.FieldError;
import dev.tintype.request.RequestReader;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sees that the upload a request names can be read when its job begins. Thread-safe. */
@Component
public final class UploadSources {
    private static final String POINTER = "/source/upload";
    private static final Set<String> PAGES = Set.of(
            "text/html", "application/xhtml+xml", "text/plain", CaptureSource.MARKDOWN_TYPE, CaptureSource.ZIP_TYPE);

    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/webp");
    private static final long MOST_IMAGE_BYTES = 64L << 20;

    private final Uploads uploads;

    public UploadSources(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * Keeps the uploads that the request names until the job may have read them.
     *
     * @throws ProblemException when the tenant has no such upload, or it is nothing to open
     */
    public void hold(String tenant, JobRequest request) {
        Instant notBefore = Objects.requireNonNullElse(request.options().runAt(), Instant.EPOCH);
        for (Named named : named(request)) {
            Upload upload = UploadId.parse(named.upload())
                    .flatMap(id -> uploads.find(tenant, id))
                    .orElseThrow(() -> unknown(named.pointer()));
            switch (named.use()) {
                case PAGE -> checkPage(named.pointer(), upload);
                case PART -> checkPart(named.pointer(), upload);
                case IMAGE -> checkImage(named.pointer(), upload);
                case MEDIA, ANY -> {
                    // what it holds is looked at by the worker
                }
            }
            if (!uploads.hold(upload, notBefore)) {
                throw unknown(named.pointer());
            }
        }
    }

    /** What an upload is wanted for. */
    private enum Use {
        PAGE,
        /** Of a PDF. */
        PART,
        IMAGE,
        MEDIA,
        ANY
    }

    /** An upload and where it is named. */
    private record Named(String pointer, String upload, Use use) {}

    private static List<Named> named(JobRequest request) {
        List<Named> found = new ArrayList<>();
        switch (request.spec()) {
            case CaptureSpec capture -> {
                add(found, POINTER, capture.source().upload(), Use.PAGE);
                capture.forEachPart((place, part) -> add(found, place + "/upload", part.upload(), Use.PART));
            }
            case CompareSpec compare -> {
                add(found, "/source/before", compare.source().before());
                add(found, "/source/after", compare.source().after());
            }
            case MediaSpec media -> {
                add(found, POINTER, media.source().upload(), Use.MEDIA);
                if (media.media().watermark() != null) {
                    add(
                            found,
                            "/media/watermark/upload",
                            media.media().watermark().upload(),
                            Use.MEDIA);
                }
            }
            case PluginSpec plugin -> {
                if (plugin.source() != null) {
                    add(found, POINTER, plugin.source().upload(), Use.ANY);
                }
            }
            case NoopSpec _ -> {
                // reads nothing
            }
        }
        return found;
    }

    private static void add(List<Named> found, String place, CompareImage image) {
        add(found, place + "/upload", image.upload(), Use.IMAGE);
        if (image.capture() != null) {
            add(found, place + "/capture" + POINTER, image.capture().source().upload(), Use.PAGE);
        }
    }

    private static void add(List<Named> found, String pointer, @Nullable String upload, Use use) {
        if (upload != null) {
            found.add(new Named(pointer, upload, use));
        }
    }

    private static void checkImage(String pointer, Upload upload) {
        if (!IMAGES.contains(upload.mediaType())) {
            throw refused(
                    pointer,
                    FieldError.UNSUPPORTED_VALUE,
                    "The upload is " + upload.mediaType() + "; images are image/png, image/jpeg and image/webp.");
        }
        if (upload.bytes() > MOST_IMAGE_BYTES) {
            throw refused(
                    pointer,
                    FieldError.TOO_LARGE,
                    "An image may have " + MOST_IMAGE_BYTES + " bytes; the upload has more.");
        }
    }

    private static void checkPart(String pointer, Upload upload) {
        if (!type(upload).equals(PdfPart.PDF_TYPE)) {
            checkPage(pointer, upload);
        } else if (upload.bytes() > PdfPart.MAX_PDF) {
            throw refused(
                    pointer,
                    FieldError.TOO_LARGE,
                    "A PDF may have " + PdfPart.MAX_PDF + " bytes; the upload has more.");
        }
    }

    private static String type(Upload upload) {
        return upload.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void checkPage(String pointer, Upload upload) {
        String type = type(upload);
        if (!PAGES.contains(type)) {
            throw refused(
                    pointer,
                    FieldError.UNSUPPORTED_VALUE,
                    "The upload is " + type + ", and a capture opens HTML, Markdown, or a ZIP with index.html.");
        }
        long most = type.equals(CaptureSource.ZIP_TYPE) ? CaptureSource.MAX_ZIP : RequestReader.MAX_HTML;
        if (upload.bytes() > most) {
            throw refused(pointer, FieldError.TOO_LARGE, "A page may have " + most + " bytes; the upload has more.");
        }
    }

    private static ProblemException unknown(String pointer) {
        return refused(
                pointer,
                FieldError.UNKNOWN_UPLOAD,
                "This key's tenant has no upload of that id; it may have expired. Upload it again.");
    }

    private static ProblemException refused(String pointer, String code, String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, ProblemError.of(new FieldError(pointer, code, detail)))
                .exception();
    }
}
