package dev.tintype.api.pixashot;

import dev.tintype.api.artifact.FirstArtifact;
import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.problem.PixashotError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.job.Job;
import dev.tintype.job.JobError;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobState;
import dev.tintype.json.Json;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.request.RequestReader;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pixashot's one route: makes a capture job, waits for it, and answers as Pixashot documents. */
@Tag(name = "pixashot")
@RestController
final class PixashotController {
    private static final Logger log = LoggerFactory.getLogger(PixashotController.class);
    private static final int TIMED_OUT = 504;
    /** For its turn. */
    private static final Duration QUEUE = Duration.ofSeconds(60);

    private final PixashotReader reader;
    private final JobService jobs;
    private final FirstArtifact artifacts;

    PixashotController(PixashotReader reader, JobService jobs, FirstArtifact artifacts) {
        this.reader = reader;
        this.jobs = jobs;
        this.artifacts = artifacts;
    }

    @Operation(
            operationId = "pixashotCapture",
            summary = "Capture, as Pixashot does",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(ref = "#/components/schemas/PixashotOptions"))))
    @ApiResponse(
            responseCode = "200",
            description = "The file, or JSON with it.",
            content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "204", description = "Captured, with response_type empty.", content = @Content)
    @Needs({Scope.JOBS_WRITE, Scope.ARTIFACTS_READ})
    @Audited("job.submitted")
    @PostMapping("/capture")
    void post(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException, PixashotRefusal {
        capture(caller, reader.read(request.getInputStream().readNBytes(RequestReader.MAX_BODY + 1)), response);
    }

    @Operation(
            operationId = "pixashotCaptureByLink",
            summary = "Capture, as Pixashot does, by a signed link or with a key",
            description = "Each option is a parameter; lists and objects as JSON.")
    @ApiResponse(
            responseCode = "200",
            description = "The file, or JSON with it.",
            content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "204", description = "Captured, with response_type empty.", content = @Content)
    @Needs({Scope.JOBS_WRITE, Scope.ARTIFACTS_READ})
    @Audited("job.submitted")
    @GetMapping("/capture")
    void get(
            @AuthenticationPrincipal ApiCaller caller,
            @Parameter(hidden = true) @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException, PixashotRefusal {
        for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
            if (given.getValue().length > 1) {
                throw new PixashotRefusal(
                        new PixashotError(400, "Give " + given.getKey() + " once", "ValidationError", null, null));
            }
        }
        Map<String, String> options = new LinkedHashMap<>(query);
        options.remove("expires");
        options.remove("signature");
        capture(caller, reader.read(options), response);
    }

    private void capture(ApiCaller caller, PixashotOptions options, HttpServletResponse response)
            throws IOException, InterruptedException, PixashotRefusal {
        JobRequest request = reader.job(options);
        Job taken = jobs.submit(caller.tenant(), request, null, null).job();
        AuditInterceptor.about("/v1/jobs/" + taken.id());
        Job job = jobs.ended(taken, request.timeout().plus(QUEUE));
        if (job.state() != JobState.SUCCEEDED) {
            throw new PixashotRefusal(failure(job));
        }
        String format = options.formatOrUsual().wireName();
        switch (options.responseOrUsual()) {
            case EMPTY -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            case JSON -> {
                try (InputStream bytes = artifacts.open(job)) {
                    Map<String, String> body =
                            Map.of("file", Base64.getEncoder().encodeToString(bytes.readAllBytes()), "format", format);
                    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                    response.getOutputStream().write(Json.mapper().writeValueAsBytes(body));
                }
            }
            case BY_FORMAT -> file(job, format, response);
        }
    }

    private void file(Job job, String format, HttpServletResponse response) throws IOException {
        try (InputStream bytes = artifacts.open(job)) {
            response.setContentType(artifacts.of(job).mediaType());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=screenshot." + format);
            response.setContentLengthLong(artifacts.of(job).bytes());
            bytes.transferTo(response.getOutputStream());
        }
    }

    private static PixashotError failure(Job job) {
        JobError error = job.error();
        if (!job.state().terminal()) {
            return new PixashotError(
                    TIMED_OUT,
                    "The capture has not ended in time",
                    "Timeout",
                    job.id().value(),
                    null);
        }
        return error == null
                ? new PixashotError(500, "The capture was " + job.state().wireName(), "Cancelled", null, null)
                : new PixashotError(500, error.title(), error.code(), error.detail(), null);
    }

    @ExceptionHandler
    void handle(Exception e, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw e;
        }
        PixashotError error = switch (e) {
            case PixashotRefusal refusal -> refusal.error();
            case ProblemException problem -> PixashotError.of(problem.problem());
            case LedgerUnavailable _, StoreUnavailable _ ->
                new PixashotError(503, "The service cannot answer now", "ServerError", null, "2");
            default -> {
                log.error("/capture failed", e);
                yield new PixashotError(
                        500, "An unexpected error occurred while capturing.", "ServerError", null, null);
            }
        };
        error.write(response);
    }
}
