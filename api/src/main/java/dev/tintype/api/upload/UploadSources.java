package dev.tintype.api.upload;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.artifact.UploadId;
import dev.tintype.capture.CaptureSource;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.job.MediaSpec;
import dev.tintype.job.NoopSpec;
import dev.tintype.media.MediaFile;
import dev.tintype.media.MediaSource;
import dev.tintype.request.FieldError;
import dev.tintype.request.RequestReader;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final Uploads uploads;

    public UploadSources(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * Keeps the upload, if the request names one, until the job may have read it.
     *
     * @throws ProblemException when the tenant has no such upload, or it is nothing to open
     */
    public void hold(String tenant, JobRequest request) {
        named(request).forEach((pointer, id) -> hold(tenant, request, pointer, id));
    }

    private void hold(String tenant, JobRequest request, String pointer, String named) {
        Upload upload =
                UploadId.parse(named).flatMap(id -> uploads.find(tenant, id)).orElseThrow(() -> unknown(pointer));
        if (request.spec() instanceof CaptureSpec) {
            checkPage(upload);
        }
        Instant notBefore = Objects.requireNonNullElse(request.options().runAt(), Instant.EPOCH);
        if (!uploads.hold(upload, notBefore)) {
            throw unknown(pointer);
        }
    }

    /** Every upload that the request names, by the place where it does. */
    private static Map<String, String> named(JobRequest request) {
        Map<String, String> named = new LinkedHashMap<>();
        switch (request.spec()) {
            case CaptureSpec capture -> put(named, POINTER, capture.source().upload());
            case MediaSpec media -> named(media.source(), named);
            case NoopSpec _ -> {
                // reads nothing
            }
        }
        return named;
    }

    private static void named(MediaSource source, Map<String, String> named) {
        put(named, POINTER, source.upload());
        if (source.imageSequence() != null) {
            put(named, "/source/image_sequence/upload", source.imageSequence().upload());
        }
        List<MediaFile> files = source.concat() == null ? List.of() : source.concat();
        for (int n = 0; n < files.size(); n++) {
            put(named, "/source/concat/" + n + "/upload", files.get(n).upload());
        }
    }

    private static void put(Map<String, String> named, String pointer, @Nullable String id) {
        if (id != null) {
            named.put(pointer, id);
        }
    }

    private static void checkPage(Upload upload) {
        String type = upload.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!PAGES.contains(type)) {
            throw refused(
                    POINTER,
                    FieldError.UNSUPPORTED_VALUE,
                    "The upload is " + type + ", and a capture opens HTML, Markdown, or a ZIP with index.html.");
        }
        long most = type.equals(CaptureSource.ZIP_TYPE) ? CaptureSource.MAX_ZIP : RequestReader.MAX_HTML;
        if (upload.bytes() > most) {
            throw refused(POINTER, FieldError.TOO_LARGE, "A page may have " + most + " bytes; the upload has more.");
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
