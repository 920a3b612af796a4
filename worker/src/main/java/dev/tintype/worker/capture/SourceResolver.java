package dev.tintype.worker.capture;

import dev.tintype.capture.ArtifactRef;
import dev.tintype.capture.CaptureSource;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.run.Attempt;
import dev.tintype.worker.run.FoundArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Turns a source that is another job's artifact into a document: HTML as it is, an image as a page of nothing else. */
final class SourceResolver {
    private static final long MOST_BYTES = 32L << 20;

    private SourceResolver() {}

    /** @throws JobFailure {@code source_unusable} when there is no such artifact, or it cannot be shown */
    static CaptureSpec resolve(CaptureSpec spec, Attempt attempt) {
        ArtifactRef ref = spec.source().artifact();
        if (ref == null) {
            return spec;
        }
        FoundArtifact found = attempt.artifact(ref.job(), ref.name(), MOST_BYTES);
        CaptureSource source =
                new CaptureSource(null, html(found, ref.name()), spec.source().baseUrl(), null);
        return new CaptureSpec(source, spec.page(), spec.outputs());
    }

    private static String html(FoundArtifact found, String name) {
        if (found.mediaType().startsWith("text/html")) {
            return new String(found.bytes(), StandardCharsets.UTF_8);
        }
        if (found.mediaType().startsWith("image/")) {
            return "<!doctype html><title></title><style>body{margin:0}img{display:block}</style><img alt=\"\" src=\"data:"
                    + found.mediaType() + ";base64," + Base64.getEncoder().encodeToString(found.bytes()) + "\">";
        }
        throw new JobFailure(
                ErrorCode.SOURCE_UNUSABLE,
                "The artifact " + name + " is " + found.mediaType() + "; HTML and images can be captured.");
    }
}
