package dev.tintype.api.artifact;

import dev.tintype.job.Artifact;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** What every answer about an artifact says, whole, in part, or not modified. */
final class ArtifactHeaders {
    /** A page of a stranger's may be looked at, but is nobody: no scripts, no origin, no network. */
    private static final String ACTIVE =
            "sandbox; default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline' data:";
    /** Enough for a browser's own viewer of pictures, films and PDFs. */
    private static final String PASSIVE =
            "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self'; style-src 'unsafe-inline'";

    private ArtifactHeaders() {}

    /** The strong ETag: the content's hash. */
    static String etag(Artifact artifact) {
        return "\"" + artifact.sha256() + "\"";
    }

    static void set(HttpServletResponse response, Artifact artifact) {
        response.setHeader(HttpHeaders.ETAG, etag(artifact));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        // what an artifact is never changes, but its job may be deleted: ask each time
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader("Content-Security-Policy", isActive(artifact.mediaType()) ? ACTIVE : PASSIVE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline()
                        .filename(artifact.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    /**
     * {@code Content-Disposition} where no other header of ours can be: there a page is not looked at, only saved.
     */
    static String dispositionElsewhere(Artifact artifact) {
        return (isActive(artifact.mediaType()) ? ContentDisposition.attachment() : ContentDisposition.inline())
                .filename(artifact.name(), StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    /** Whether a browser would run what is in it. XML may style itself into anything. */
    private static boolean isActive(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        return type.contains("html") || type.contains("xml") || type.contains("svg") || type.contains("javascript");
    }
}
