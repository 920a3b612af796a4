package dev.tintype.api.artifact;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.job.Parameters;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.artifact.ArtifactKey;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.config.TintypeProperties;
import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.request.FieldError;
import dev.tintype.secret.Scope;
import dev.tintype.vault.ArtifactVault;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams artifacts. */
@Tag(name = "jobs")
@RestController
final class ArtifactController {
    private static final List<String> REDIRECT = List.of("0", "1");

    private final JobService jobs;
    private final ArtifactStore store;
    private final ArtifactVault vault;
    private final Duration linkTtl;

    ArtifactController(JobService jobs, ArtifactStore store, ArtifactVault vault, TintypeProperties properties) {
        this.vault = vault;
        this.jobs = jobs;
        this.store = store;
        this.linkTtl = properties.artifacts().linkTtl();
    }

    @ArtifactDocs.Get
    @Needs(Scope.ARTIFACTS_READ)
    @GetMapping("/v1/jobs/{id}/artifacts/{name}")
    void get(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String redirect,
            @RequestParam(required = false) @Nullable String expires,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String signature,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean elsewhere = "1".equals(Parameters.oneOf("redirect", redirect, REDIRECT));
        Job job = jobs.find(caller.tenant(), id);
        Artifact artifact = artifact(job, name);
        if (isKnown(request, artifact)) {
            ArtifactHeaders.set(response, artifact);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (elsewhere) {
            response.setHeader(HttpHeaders.LOCATION, link(job, artifact).toString());
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            return;
        }
        Optional<ByteRange> part = part(request, artifact);
        ByteRange sent = part.orElse(new ByteRange(0, artifact.bytes()));
        try (InputStream bytes =
                vault.open(job, artifact, sent.offset(), sent.length()).orElseThrow(ArtifactController::gone)) {
            ArtifactHeaders.set(response, artifact);
            part.ifPresent(range -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(artifact.bytes()));
            });
            response.setContentType(artifact.mediaType());
            response.setContentLengthLong(sent.length());
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                bytes.transferTo(response.getOutputStream());
            }
        }
    }

    private URI link(Job job, Artifact artifact) throws IOException {
        if (artifact.encryptedFor() == ArtifactEncryption.Mode.TENANT) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            ProblemError.ofParameter(
                                    "redirect",
                                    FieldError.UNSUPPORTED_VALUE,
                                    "The artifact is encrypted in the store, and given out in the clear only here. Leave redirect out."))
                    .exception();
        }
        ArtifactKey key = key(job, artifact);
        URI link = store.readLink(key, linkTtl, artifact.mediaType(), ArtifactHeaders.dispositionElsewhere(artifact))
                .orElseThrow(() -> Problem.of(
                                ProblemType.INVALID_PARAMETER,
                                ProblemError.ofParameter(
                                        "redirect",
                                        FieldError.UNSUPPORTED_VALUE,
                                        "This server keeps artifacts itself and has no other address for them. Leave redirect out."))
                        .exception());
        store.open(key, 0, 0).orElseThrow(ArtifactController::gone).close();
        return link;
    }

    static ArtifactKey key(Job job, Artifact artifact) {
        return new ArtifactKey(job.tenant(), job.id(), artifact.attempt(), artifact.name());
    }

    private static Artifact artifact(Job job, String name) {
        if (!job.state().terminal()) {
            throw JobService.notFinished(job, "Its artifacts appear when it has succeeded.");
        }
        return job.artifacts().stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemType.ARTIFACT_NOT_FOUND,
                                "The job is " + job.state().wireName() + " and has no artifact of that name.")
                        .exception());
    }

    private static boolean isKnown(HttpServletRequest request, Artifact artifact) {
        String header = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        ETag etag = new ETag(artifact.sha256(), false);
        return header != null
                && ETag.parse(header).stream().anyMatch(known -> known.isWildcard() || known.compare(etag, false));
    }

    private static Optional<ByteRange> part(HttpServletRequest request, Artifact artifact) {
        if (!isUnchanged(request.getHeader(HttpHeaders.IF_RANGE), artifact)) {
            return Optional.empty();
        }
        try {
            return ByteRange.of(request.getHeader(HttpHeaders.RANGE), artifact.bytes());
        } catch (ByteRange.NotSatisfiable e) {
            throw Problem.of(
                            ProblemType.RANGE_NOT_SATISFIABLE,
                            "The artifact has " + artifact.bytes() + " bytes; ask for some of them.")
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + artifact.bytes())
                    .exception();
        }
    }

    /** A part is only of use to whoever has the rest of the same content; dates are not kept, so none is the same. */
    private static boolean isUnchanged(@Nullable String ifRange, Artifact artifact) {
        return ifRange == null || ifRange.equals(ArtifactHeaders.etag(artifact));
    }

    static ProblemException gone() {
        return Problem.of(ProblemType.RESULT_EXPIRED, "The artifact was removed. Submit the job again.")
                .exception();
    }
}
