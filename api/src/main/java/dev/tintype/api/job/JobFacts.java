package dev.tintype.api.job;

import dev.tintype.job.BatchId;
import dev.tintype.job.Job;
import dev.tintype.job.JobError;
import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server adds to the request to make a job's representation.
 *
 * @param version grows with every visible change; also the ETag
 */
@Schema(name = "JobFacts", description = "What the server adds to the request.")
public record JobFacts(
        @Schema(example = "job_01kb5c8vq0e1x9f3m7t2r6w4zn", implementation = String.class)
        JobId id,

        JobState state,

        @Schema(description = "Grows with every visible change; also the ETag.", example = "5")
        long version,

        @Schema(description = "The newest attempt; 0 before the first.", example = "1")
        int attempt,

        @Schema(description = "Attempts that counted against max_attempts.", example = "0")
        int fails,

        Instant createdAt,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @Schema(description = "When record and artifacts go; null before the end.") @Nullable
        Instant expiresAt,

        @Nullable Progress progress,
        List<ArtifactView> artifacts,

        @Schema(description = "Facts about the visit.") Map<String, Object> report,

        @Nullable JobError error,

        @Schema(description = "The job whose request this one repeats.", implementation = String.class) @Nullable
        JobId redriveOf,

        @Schema(description = "The batch it belongs to.", implementation = String.class) @Nullable
        BatchId batch,

        @Schema(example = "{\"self\": \"/v1/jobs/job_01kb5c8vq0e1x9f3m7t2r6w4zn\"}")
        Map<String, String> links) {
    static JobFacts of(Job job) {
        return new JobFacts(
                job.id(),
                job.state(),
                job.version(),
                job.attempt(),
                job.fails(),
                job.createdAt(),
                job.queuedAt(),
                job.startedAt(),
                job.finishedAt(),
                job.expiresAt(),
                job.progress(),
                job.artifacts().stream()
                        .map(artifact -> ArtifactView.of(job.id(), artifact))
                        .toList(),
                job.report(),
                job.error(),
                job.redriveOf(),
                job.batch(),
                links(job));
    }

    /** Where a job is. */
    static String address(JobId id) {
        return "/v1/jobs/" + id;
    }

    private static Map<String, String> links(Job job) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", address(job.id()));
        links.put("events", address(job.id()) + "/events");
        if (!job.state().terminal()) {
            links.put("cancel", address(job.id()) + "/cancel");
        } else {
            links.put("redrive", address(job.id()) + "/redrive");
        }
        return links;
    }
}
