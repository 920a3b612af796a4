package dev.tintype.api.artifact;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.BatchService;
import dev.tintype.api.job.JobService;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.Job;
import dev.tintype.ledger.Batch;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All artifacts of a job or a batch in one ZIP, streamed. */
@Tag(name = "jobs")
@RestController
final class ArchiveController {
    private final JobService jobs;
    private final BatchService batches;
    private final ArchiveWriter writer;

    ArchiveController(JobService jobs, BatchService batches, ArchiveWriter writer) {
        this.jobs = jobs;
        this.batches = batches;
        this.writer = writer;
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
        writer.answer(job.id().value(), ArchiveWriter.Item.of("", job).iterator(), request, response);
    }

    /** The jobs' artifacts in the order of the batch, each job's in a folder of its own. */
    @ArtifactDocs.BatchArchive
    @Needs(Scope.ARTIFACTS_READ)
    @GetMapping("/v1/batches/{id}/archive")
    void getOfBatch(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Batch batch = batches.find(caller.tenant(), id);
        if (batch.completedAt() == null) {
            throw Problem.of(
                            ProblemType.JOB_NOT_FINISHED,
                            "Some of the batch's jobs have not ended; wait for completed_at.")
                    .exception();
        }
        Iterator<ArchiveWriter.Item> items = batches.jobs(caller.tenant(), batch)
                .flatMap(job -> ArchiveWriter.Item.of(folder(batch, job), job))
                .iterator();
        if (!items.hasNext()) {
            throw Problem.of(ProblemType.ARTIFACT_NOT_FOUND, "None of the batch's jobs has artifacts.")
                    .exception();
        }
        writer.answer(batch.id().value(), items, request, response);
    }

    /** With its place in front, so that a matrix comes out in its order. */
    private static String folder(Batch batch, Job job) {
        return String.format(Locale.ROOT, "%04d-%s/", batch.jobs().indexOf(job.id()) + 1, job.id());
    }
}
