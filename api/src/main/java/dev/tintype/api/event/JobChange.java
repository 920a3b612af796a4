package dev.tintype.api.event;

import dev.tintype.event.JobEvent;
import dev.tintype.job.JobState;
import dev.tintype.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One change of a job, as it was when it happened.
 *
 * @param version the job's version after it
 * @param url where the job is
 */
@Schema(name = "JobChange", description = "One change of a job, as it was when it happened.")
public record JobChange(
        @Schema(example = "job_01kb5c8vq0e1x9f3m7t2r6w4zn") String id,
        @Schema(example = "capture") String type,
        JobState state,

        @Schema(description = "The job's version after it.", example = "3")
        long version,

        @Schema(example = "/v1/jobs/job_01kb5c8vq0e1x9f3m7t2r6w4zn")
        String url) {
    static String json(JobEvent event) {
        return Json.write(new JobChange(
                event.id().value(), event.type(), event.state(), event.version(), "/v1/jobs/" + event.id()));
    }
}
