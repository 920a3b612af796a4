package dev.tintype.api.job;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.job.Job;
import dev.tintype.job.JobRequest;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Takes jobs. */
@Tag(name = "jobs")
@RestController
final class SubmitController {
    private static final String CACHE = "X-Cache";

    private final JobService jobs;

    SubmitController(JobService jobs) {
        this.jobs = jobs;
    }

    @JobDocs.Submit
    @Needs(Scope.JOBS_WRITE)
    @Audited("job.submitted")
    @PostMapping(
            path = "/v1/jobs",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ObjectNode> submit(
            @AuthenticationPrincipal ApiCaller caller, @RequestHeader HttpHeaders sent, @RequestBody JobRequest request)
            throws InterruptedException {
        SubmitHeaders headers = SubmitHeaders.of(sent);
        JobService.Submitted submitted = jobs.submit(
                caller.tenant(),
                request,
                headers.idempotencyKey(),
                headers.traceparent(),
                headers.prefer().patience());
        Job job = submitted.job();
        BodyBuilder answer = answer(job, submitted.how(), headers.prefer());
        return answer.eTag(Long.toString(job.version())).body(JobView.of(job));
    }

    @JobDocs.Redrive
    @Needs(Scope.JOBS_WRITE)
    @Audited("job.redriven")
    @PostMapping(path = "/v1/jobs/{id}/redrive", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ObjectNode> redrive(
            @AuthenticationPrincipal ApiCaller caller, @RequestHeader HttpHeaders sent, @PathVariable String id) {
        SubmitHeaders headers = SubmitHeaders.of(sent);
        JobService.Submitted submitted =
                jobs.redrive(caller.tenant(), id, headers.idempotencyKey(), headers.traceparent());
        Job job = submitted.job();
        return answer(job, submitted.how(), Prefer.of(List.of()))
                .eTag(Long.toString(job.version()))
                .body(JobView.of(job));
    }

    private static BodyBuilder answer(Job job, JobService.How how, Prefer prefer) {
        boolean inPlace = prefer.patience().isPositive() && job.state().terminal();
        boolean done = inPlace || how == JobService.How.HIT;
        BodyBuilder answer = done ? ResponseEntity.ok() : ResponseEntity.accepted();
        answer.location(URI.create(JobFacts.address(job.id()))).header(HttpHeaders.VARY, SubmitHeaders.PREFER);
        if (inPlace) {
            answer.header("Preference-Applied", prefer.waited());
        } else if (prefer.respondAsync()) {
            answer.header("Preference-Applied", "respond-async");
        }
        if (!done) {
            answer.header(HttpHeaders.RETRY_AFTER, JobController.SOON_S);
        }
        switch (how) {
            case REPLAYED -> answer.header("Idempotency-Replayed", "true");
            case HIT -> answer.header(CACHE, "hit");
            case JOINED -> answer.header(CACHE, "join");
            case MADE -> {
                // nothing to say
            }
        }
        return answer;
    }
}
