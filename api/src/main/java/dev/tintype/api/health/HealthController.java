package dev.tintype.api.health;

import dev.tintype.health.Health;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health without a key. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
final class HealthController {
    private final HealthChecks checks;

    HealthController(HealthChecks checks) {
        this.checks = checks;
    }

    /** The process answers; whatever else is wrong, a restart would not mend it. */
    @GetMapping("/health/live")
    Map<String, Health.Status> live() {
        return Map.of("status", Health.Status.UP);
    }

    /** Every dependency by name; 503 when one that requests need is down. */
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
