package dev.tintype.api.job;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.job.Job;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One job: read, wait, cancel, delete. */
@Tag(name = "jobs")
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobController {
    /** {@code Retry-After} of what has not ended: captures take seconds. */
    static final String SOON_S = "1";

    private final JobService jobs;
    private final JobWaiter waiter;

    JobController(JobService jobs, JobWaiter waiter) {
        this.jobs = jobs;
        this.waiter = waiter;
    }

    @JobDocs.Get
    @Needs(Scope.JOBS_READ)
    @GetMapping("/{id}")
    ResponseEntity<ObjectNode> get(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch)
            throws InterruptedException {
        Duration longest = Parameters.wait(wait);
        KnownVersion known = KnownVersion.of(ifNoneMatch);
        Job job = jobs.find(caller.tenant(), id);
        if (longest != null) {
            job = waited(caller.tenant(), job, known, longest);
        }
        BodyBuilder answer = known.is(job) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok();
        answer.eTag(Long.toString(job.version()));
        if (!job.state().terminal()) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON_S);
        }
        return known.is(job) ? answer.build() : answer.body(JobView.of(job));
    }

    /** Who has a version waits for another one; who has none waits for the end. */
    private Job waited(String tenant, Job job, KnownVersion known, Duration longest) throws InterruptedException {
        if (known.given() && !known.is(job)) {
            return job;
        }
        return (known.given()
                        ? waiter.untilNot(job.version(), tenant, job.id(), longest)
                        : waiter.untilEnd(tenant, job.id(), longest))
                .orElseThrow(JobService::notFound);
    }

    @JobDocs.Cancel
    @Needs(Scope.JOBS_CANCEL)
    @Audited("job.cancelled")
    @PostMapping("/{id}/cancel")
    ResponseEntity<ObjectNode> cancel(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        Job job = jobs.cancel(caller.tenant(), id);
        BodyBuilder answer = job.state().terminal()
                ? ResponseEntity.ok()
                : ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, SOON_S);
        return answer.eTag(Long.toString(job.version())).body(JobView.of(job));
    }

    @JobDocs.Delete
    @Needs(Scope.JOBS_WRITE)
    @Audited("job.deleted")
    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) throws IOException {
        jobs.delete(caller.tenant(), id);
        return ResponseEntity.noContent().build();
    }
}
