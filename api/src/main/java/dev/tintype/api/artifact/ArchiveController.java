package dev.tintype.api.artifact;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.job.Artifact;
import dev.tintype.job.Job;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All artifacts of a job in one ZIP, streamed. */
@Tag(name = "jobs")
@RestController
final class ArchiveController {
    private final JobService jobs;
    private final ArtifactStore store;

    ArchiveController(JobService jobs, ArtifactStore store) {
        this.jobs = jobs;
        this.store = store;
    }

    @ArtifactDocs.Archive
    @Needs(Scope.ARTIFACTS_READ)
    @GetMapping("/v1/jobs/{id}/archive")
    void get(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = jobs.find(caller.tenant(), id);
        if (!job.state().terminal()) {
            throw JobService.notFinished(job, "Its artifacts appear when it has succeeded.");
        }
        if (job.artifacts().isEmpty()) {
            throw Problem.of(
                            ProblemType.ARTIFACT_NOT_FOUND,
                            "The job is " + job.state().wireName() + " and has no artifacts.")
                    .exception();
        }
        // So that what is gone is still an answer and not half an archive.
        try (InputStream first = open(job, job.artifacts().getFirst())) {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.ACCEPT_RANGES, "none");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(job.id() + ".zip")
                            .build()
                            .toString());
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                write(job, first, response);
            }
        }
    }

    private void write(Job job, InputStream first, HttpServletResponse response) throws IOException {
        Instant time = Objects.requireNonNullElse(job.finishedAt(), job.createdAt());
        try (ArtifactZip zip = new ArtifactZip(response.getOutputStream())) {
            response.flushBuffer();
            for (Artifact artifact : job.artifacts()) {
                if (artifact.equals(job.artifacts().getFirst())) {
                    zip.add(artifact, time, first);
                    continue;
                }
                try (InputStream content = open(job, artifact)) {
                    zip.add(artifact, time, content);
                }
            }
            zip.finish();
        }
    }

    private InputStream open(Job job, Artifact artifact) throws IOException {
        return store.open(ArtifactController.key(job, artifact), 0, Long.MAX_VALUE)
                .orElseThrow(ArtifactController::gone);
    }
}
