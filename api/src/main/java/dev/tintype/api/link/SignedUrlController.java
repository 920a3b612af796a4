package dev.tintype.api.link;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.LinkSigner;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.capture.ArtifactRef;
import dev.tintype.job.CaptureSpec;
import dev.tintype.job.Job;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.RequestReader;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ObjectNode;

/** Makes links. */
@Tag(name = "links")
@RestController
final class SignedUrlController {
    private static final String PLACE = "/capture";

    private final LinkSigner signer;
    private final JobService jobs;
    private final RequestReader reader;
    private final TenantPresets presets;
    private final Clock clock;

    SignedUrlController(LinkSigner signer, JobService jobs, RequestReader reader, TenantPresets presets, Clock clock) {
        this.signer = signer;
        this.jobs = jobs;
        this.reader = reader;
        this.presets = presets;
        this.clock = clock;
    }

    @Operation(
            operationId = "createSignedUrl",
            summary = "Make a link that needs no key",
            description = "It works for GET only, until it expires or its key is revoked; a changed byte ends it."
                    + " For a capture the key also needs the scope jobs:write.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(ref = "#/components/schemas/SignedUrlRequest"))))
    @ApiResponse(
            responseCode = "201",
            description = "The link.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/SignedUrl")))
    @Needs(Scope.ARTIFACTS_READ)
    @Audited("link.signed")
    @PostMapping(
            path = "/v1/signed-urls",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SignedUrlView> create(
            @AuthenticationPrincipal ApiCaller caller, @RequestBody SignedUrlRequest asked) {
        Instant expires = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(asked.expiresInS());
        ArtifactRef artifact = asked.artifact();
        Map<String, Object> capture = asked.capture();
        String url;
        if (artifact != null) {
            url = signer.sign(caller, path(caller, artifact), Map.of(), expires);
        } else if (capture != null) {
            url = signer.sign(caller, LinkSigner.CAPTURES, Map.of("request", request(caller, capture)), expires);
        } else {
            throw new IllegalStateException("neither artifact nor capture");
        }
        AuditInterceptor.about(url.substring(0, url.indexOf('?')) + " until " + expires);
        return ResponseEntity.status(HttpStatus.CREATED).body(new SignedUrlView(url, expires));
    }

    private String path(ApiCaller caller, ArtifactRef ref) {
        Job job;
        try {
            job = jobs.find(caller.tenant(), ref.job());
        } catch (ProblemException e) {
            throw refused("/artifact/job", e.problem().detail());
        }
        boolean made =
                job.artifacts().stream().anyMatch(artifact -> artifact.name().equals(ref.name()));
        if (!made) {
            throw refused("/artifact/name", "The job has made no artifact of that name.");
        }
        return "/v1/jobs/" + job.id() + "/artifacts/" + UriUtils.encodePathSegment(ref.name(), StandardCharsets.UTF_8);
    }

    private String request(ApiCaller caller, Map<String, Object> asked) {
        if (!caller.may(Scope.JOBS_WRITE)) {
            throw Problem.of(ProblemType.INSUFFICIENT_SCOPE, "This needs a key with the scope jobs:write.")
                    .exception();
        }
        ObjectNode tree = Json.mapper().valueToTree(asked);
        if (!tree.has("type")) {
            tree.put("type", "capture");
        }
        try {
            JobRequest request = reader.read(Json.mapper().writeValueAsBytes(tree), presets.of(caller.tenant()));
            if (!(request.spec() instanceof CaptureSpec)) {
                throw refused(PLACE + "/type", "A link can only make captures.");
            }
        } catch (InvalidRequest e) {
            Problem problem = Problem.of(e);
            List<ProblemError> errors = e.errors().stream()
                    .map(error ->
                            ProblemError.of(new FieldError(PLACE + error.pointer(), error.code(), error.detail())))
                    .toList();
            throw new Problem(problem.type(), problem.detail(), errors, problem.headers()).exception();
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.mapper().writeValueAsBytes(tree));
    }

    private static ProblemException refused(String pointer, String detail) {
        return Problem.of(
                        ProblemType.INVALID_REQUEST,
                        ProblemError.of(new FieldError(pointer, FieldError.UNSUPPORTED_VALUE, detail)))
                .exception();
    }
}
