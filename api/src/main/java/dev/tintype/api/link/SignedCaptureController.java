package dev.tintype.api.link;

import dev.tintype.api.artifact.FirstArtifact;
import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.Job;
import dev.tintype.job.JobError;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobState;
import dev.tintype.request.FieldError;
import dev.tintype.request.RequestReader;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Does the capture that a link asks for, and answers with its first artifact. */
@Tag(name = "links")
@RestController
final class SignedCaptureController {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final JobService jobs;
    private final RequestReader reader;
    private final TenantPresets presets;
    private final FirstArtifact artifacts;

    SignedCaptureController(JobService jobs, RequestReader reader, TenantPresets presets, FirstArtifact artifacts) {
        this.jobs = jobs;
        this.reader = reader;
        this.presets = presets;
        this.artifacts = artifacts;
    }

    @Operation(
            operationId = "getSignedCapture",
            summary = "Do the capture of a signed link",
            description = "Waits up to 60 seconds. POST /v1/signed-urls makes such links.")
    @ApiResponse(
            responseCode = "200",
            description = "The capture's first artifact.",
            content = @Content(mediaType = "*/*"))
    @Needs({Scope.JOBS_WRITE, Scope.ARTIFACTS_READ})
    @Audited("job.submitted")
    @GetMapping("/v1/signed/capture")
    void get(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable String expires,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String signature,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        JobRequest asked = reader.read(decoded(request), presets.of(caller.tenant()));
        Job taken = jobs.submit(caller.tenant(), asked, null, null).job();
        AuditInterceptor.about("/v1/jobs/" + taken.id());
        Job job = jobs.ended(taken, LONGEST);
        if (!job.state().terminal()) {
            throw Problem.of(ProblemType.UNAVAILABLE, job.id() + " has not ended yet. Fetch the link again.")
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .exception();
        }
        if (job.state() != JobState.SUCCEEDED) {
            JobError error = job.error();
            throw Problem.of(
                            ProblemType.CAPTURE_FAILED,
                            error == null ? "The job is " + job.state().wireName() + "." : error.detail())
                    .exception();
        }
        artifacts.write(job, response);
    }

    private static byte[] decoded(String request) {
        try {
            return Base64.getUrlDecoder().decode(request);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            ProblemError.ofParameter("request", FieldError.INVALID_FORMAT, "It is not base64url."))
                    .exception();
        }
    }
}
