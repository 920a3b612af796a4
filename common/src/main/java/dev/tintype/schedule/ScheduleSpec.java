package dev.tintype.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do, and when.
 *
 * @param cron five fields, or a word such as {@code @daily}
 * @param timeZone where that time is; null: UTC
 * @param missed what to do about runs that nobody was there for
 * @param paused nothing runs
 * @param job the request of every run
 */
@Schema(name = "ScheduleRequest", description = "A job to be made again and again.")
public record ScheduleSpec(
        @Schema(description = "Minute, hour, day of month, month, day of week.", example = "30 6 * * MON-FRI")
        String cron,

        @Schema(description = "Where that time is.", defaultValue = "UTC", example = "Europe/Berlin")
        String timeZone,

        @Schema(
                description =
                        "Runs that nobody was there for: left out, made up for by one, or by all of the last day.",
                defaultValue = "skip",
                example = "skip")
        Missed missed,

        @Schema(description = "Nothing runs.", defaultValue = "false", example = "false")
        Boolean paused,

        @Schema(description = "The job of every run, as for POST /v1/jobs.") @Nullable
        Map<String, Object> job) {
    /** What to do about runs that nobody was there for. */
    public enum Missed {
        SKIP,
        @JsonProperty("run_once")
        RUN_ONCE,
        @JsonProperty("run_all")
        RUN_ALL
    }

    public ScheduleSpec {
        timeZone = timeZone == null ? "UTC" : timeZone;
        paused = paused != null && paused;
        missed = missed == null ? Missed.SKIP : missed;
    }

    /** @throws IllegalArgumentException when there is no such time */
    @JsonIgnore
    public Timetable timetable() {
        return Timetable.of(cron, timeZone);
    }

    /** Whether its jobs are comparisons: it then tells when the page changed, and of nothing else. */
    @JsonIgnore
    public boolean comparesPages() {
        return job != null && CompareSpec.TYPE.equals(job.get("type"));
    }

    /** The request of every run. */
    @JsonIgnore
    public JobRequest request() {
        return JobRequest.fromJson(Json.mapper().valueToTree(job));
    }
}
