package dev.tintype.api.posture;

import dev.tintype.api.auth.Needs;
import dev.tintype.config.TintypeProperties;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells admins what of the checklist is not as it should be. */
@Tag(name = "operation")
@RestController
final class PostureController {
    private final TintypeProperties properties;
    private final Environment environment;
    private final LivePoints live;

    PostureController(TintypeProperties properties, Environment environment, LivePoints live) {
        this.properties = properties;
        this.environment = environment;
        this.live = live;
    }

    @Operation(
            operationId = "getSecurityPosture",
            summary = "See what of the security checklist is not as it should be",
            description = "Each point with what is the case and the way out. No secret is told.")
    @ApiResponse(
            responseCode = "200",
            description = "Every point.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/SecurityPosture")))
    @Needs(Scope.ADMIN)
    @GetMapping(path = "/v1/security", produces = MediaType.APPLICATION_JSON_VALUE)
    Point.All posture() throws InterruptedException {
        List<Point> points = new ArrayList<>(new SettingPoints(properties, environment).all());
        points.addAll(live.all());
        return new Point.All(points);
    }
}
