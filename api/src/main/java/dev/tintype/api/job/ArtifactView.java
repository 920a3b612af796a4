package dev.tintype.api.job;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.job.Artifact;
import dev.tintype.job.JobId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as callers see it.
 *
 * @param encryptedFor for whom it is encrypted; null: it is not
 * @param facts kind-specific: width, height, pages, …; shown beside the others
 * @param url where to get it, relative to this server
 */
@Schema(name = "Artifact", description = "What a job made. Kind-specific facts (width, height, …) stand beside these.")
public record ArtifactView(
        @Schema(example = "screenshot.png") String name,
        @Schema(example = "screenshot") String kind,
        @Schema(example = "image/png") String mediaType,
        @Schema(example = "48213") long bytes,

        @Schema(description = "Lower-case hex of the content.")
        String sha256,

        @Schema(description = "For whom it is encrypted; left out when it is not.", example = "tenant")
        ArtifactEncryption.@Nullable Mode encryptedFor,

        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> facts,

        @Schema(example = "/v1/jobs/job_01kb5c8vq0e1x9f3m7t2r6w4zn/artifacts/screenshot.png")
        String url) {
    static ArtifactView of(JobId job, Artifact artifact) {
        return new ArtifactView(
                artifact.name(),
                artifact.kind(),
                artifact.mediaType(),
                artifact.bytes(),
                artifact.sha256(),
                artifact.encryptedFor(),
                artifact.facts(),
                JobFacts.address(job) + "/artifacts/" + artifact.name());
    }
}
