package dev.tintype.api.link;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A link that needs no key. */
@Schema(name = "SignedUrl", description = "A link that needs no key.")
public record SignedUrlView(
        @Schema(
                description = "Relative to this server.",
                example =
                        "/v1/jobs/job_01kb5c8vq0e1x9f3m7t2r6w4zn/artifacts/a.png?expires=1893477600&key=k&signature=s")
        String url,

        @Schema(description = "It does not work from then on, or when its key is revoked.")
        Instant expiresAt) {}
