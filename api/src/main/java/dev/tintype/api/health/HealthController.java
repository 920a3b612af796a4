package dev.tintype.api.health;

import dev.tintype.health.Health;
import dev.tintype.health.HealthChecks;
import dev.tintype.health.HealthReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health without a key. */
@Tag(name = "server")
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
final class HealthController {
    private final HealthChecks checks;

    HealthController(HealthChecks checks) {
        this.checks = checks;
    }

    /** The process answers; whatever else is wrong, a restart would not mend it. */
    @Operation(operationId = "live", summary = "Whether the process answers")
    @ApiResponse(
            responseCode = "200",
            description = "It does.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Liveness")))
    @GetMapping("/health/live")
    Liveness live() {
        return new Liveness(Health.Status.UP);
    }

    /** Every dependency by name; 503 when one that requests need is down. */
    @Operation(operationId = "health", summary = "Every dependency by name")
    @ApiResponse(
            responseCode = "200",
            description = "Requests can be served.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/HealthReport")))
    @ApiResponse(
            responseCode = "503",
            description = "Something that requests need is down.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/HealthReport")))
    @GetMapping({"/health", "/health/ready"})
    ResponseEntity<HealthReport> ready() throws InterruptedException {
        HealthReport report = checks.report();
        return report.ready()
                ? ResponseEntity.ok(report)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, "1")
                        .body(report);
    }
}
