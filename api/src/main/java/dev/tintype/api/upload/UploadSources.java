package dev.tintype.api.upload;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.artifact.UploadId;
import dev.tintype.capture.CaptureSource;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.job.NoopSpec;
import dev.tintype.request.FieldError;
import dev.tintype.request.RequestReader;
import dev.tintype.upload.Upload;
import dev.tintype.upload.Uploads;
import java.time.Instant;
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
        String named = named(request);
        if (named == null) {
            return;
        }
        Upload upload =
                UploadId.parse(named).flatMap(id -> uploads.find(tenant, id)).orElseThrow(UploadSources::unknown);
        checkPage(upload);
        Instant notBefore = Objects.requireNonNullElse(request.options().runAt(), Instant.EPOCH);
        if (!uploads.hold(upload, notBefore)) {
            throw unknown();
        }
    }

    private static @Nullable String named(JobRequest request) {
        return switch (request.spec()) {
            case CaptureSpec capture -> capture.source().upload();
            case NoopSpec _ -> null;
        };
    }

    private static void checkPage(Upload upload) {
        String type = upload.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!PAGES.contains(type)) {
            throw refused(
                    FieldError.UNSUPPORTED_VALUE,
                    "The upload is " + type + ", and a capture opens HTML, Markdown, or a ZIP with index.html.");
        }
        long most = type.equals(CaptureSource.ZIP_TYPE) ? CaptureSource.MAX_ZIP : RequestReader.MAX_HTML;
        if (upload.bytes() > most) {
            throw refused(FieldError.TOO_LARGE, "A page may have " + most + " bytes; the upload has more.");
        }
    }

    private static ProblemException unknown() {
        return refused(
                FieldError.UNKNOWN_UPLOAD,
                "This key's tenant has no upload of that id; it may have expired. Upload it again.");
    }

    private static ProblemException refused(String code, String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, ProblemError.of(new FieldError(POINTER, code, detail)))
                .exception();
    }
}
