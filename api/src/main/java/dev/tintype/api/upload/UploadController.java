package dev.tintype.api.upload;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.secret.Scope;
import dev.tintype.upload.UploadRefused;
import dev.tintype.upload.Uploads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes files as raw bodies, streamed through to the store. */
@Tag(name = "uploads")
@RestController
final class UploadController {
    private final Uploads uploads;

    UploadController(Uploads uploads) {
        this.uploads = uploads;
    }

    @Operation(
            operationId = "upload",
            summary = "Hand in a file for jobs to read",
            description = "The body is the file. Its Content-Type must be what it is; left out, it is found out.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(
            responseCode = "201",
            description = "Stored, whole.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Upload")))
    @Needs(Scope.JOBS_WRITE)
    @Audited("upload.stored")
    @PostMapping(path = "/v1/uploads", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UploadView> upload(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request)
            throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without a content encoding.")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                    .exception();
        }
        try {
            UploadView view = UploadView.of(uploads.add(
                    caller.tenant(),
                    request.getContentType(),
                    request.getContentLengthLong(),
                    request.getInputStream()));
            AuditInterceptor.about(view.id());
            return ResponseEntity.status(HttpStatus.CREATED).body(view);
        } catch (UploadRefused refusal) {
            throw problem(refusal).exception();
        }
    }

    private static Problem problem(UploadRefused refusal) {
        String detail = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            // What is left of the body may be long: nobody waits for it.
            case TOO_LARGE -> Problem.of(ProblemType.PAYLOAD_TOO_LARGE, detail).header(HttpHeaders.CONNECTION, "close");
            case OTHER_TYPE ->
                Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail).header(HttpHeaders.CONNECTION, "close");
            case NO_ROOM ->
                Problem.of(ProblemType.STORAGE_FULL, detail)
                        .header(HttpHeaders.RETRY_AFTER, "3600")
                        .header(HttpHeaders.CONNECTION, "close");
        };
    }
}
