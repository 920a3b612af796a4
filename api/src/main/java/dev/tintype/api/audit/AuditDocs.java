package dev.tintype.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about audit logs, apart from the controller so that it stays readable. */
@interface AuditDocs {
    String JSON = "application/json";

    @Operation(
            operationId = "readAudit",
            summary = "Read who did what",
            description =
                    "Of the log changes (the usual one), jobs or refusals, oldest first. Secrets are never in it.")
    @ApiResponse(
            responseCode = "200",
            description = "Part of the log.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/AuditPage")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Read {}

    @Operation(
            operationId = "exportAudit",
            summary = "Take a whole audit log away",
            description = "One entry a line, exactly as it was written, to be verified anywhere.")
    @ApiResponse(
            responseCode = "200",
            description = "Every entry that is kept, oldest first.",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Export {}

    @Operation(
            operationId = "verifyAudit",
            summary = "See whether an audit log is whole",
            description = "Give as head a hash that was noted earlier, to see that the log was not written anew since.")
    @ApiResponse(
            responseCode = "200",
            description = "Whether it is, and else where it is broken.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/AuditVerification")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Verify {}
}
