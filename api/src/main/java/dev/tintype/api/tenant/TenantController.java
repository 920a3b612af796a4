package dev.tintype.api.tenant;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.AuditInterceptor;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.erasure.TenantErasure;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Erases tenants. */
@Tag(name = "operation")
@RestController
final class TenantController {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    /** What runs is told to stop at its next beat. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TenantErasure erasure;

    TenantController(TenantErasure erasure) {
        this.erasure = erasure;
    }

    @Operation(
            operationId = "eraseTenant",
            summary = "Erase a tenant",
            description =
                    "All of its jobs, artifacts, uploads, keys, webhook endpoints, schedules and presets, now. The key"
                            + " that asks stays. The audit log keeps that it was done.")
    @ApiResponse(
            responseCode = "200",
            description = "Nothing is left.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Erasure")))
    @ApiResponse(
            responseCode = "202",
            description = "Jobs still run and were told to stop. Ask again.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Erasure")))
    @Needs(Scope.ADMIN)
    @Audited("tenant.erased")
    @DeleteMapping(path = "/v1/tenants/{id}/data", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TenantErasure.Erased> erase(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id)
            throws IOException {
        if (!TENANT.matcher(id).matches()) {
            throw Problem.of(ProblemType.NOT_FOUND, "No tenant can have that name.")
                    .exception();
        }
        TenantErasure.Erased erased = erasure.erase(id, caller.kid(), PATIENCE);
        AuditInterceptor.about(id + (erased.complete() ? "" : ", not yet complete"));
        return erased.complete()
                ? ResponseEntity.ok(erased)
                : ResponseEntity.accepted()
                        .header(HttpHeaders.RETRY_AFTER, "10")
                        .body(erased);
    }
}
