package dev.tintype.api.schedule;

import dev.tintype.capture.PageSecrets;
import dev.tintype.job.JobId;
import dev.tintype.json.Json;
import dev.tintype.schedule.Schedule;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec.Missed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** A schedule as callers see it. */
@Schema(name = "Schedule", description = "A job that is made again and again.")
public record ScheduleView(
        @Schema(example = "sch_01kb5c8vq0e1x9f3m7t2r6w4zn", implementation = String.class)
        ScheduleId id,

        String cron,
        String timeZone,
        Missed missed,
        boolean paused,

        @Schema(description = "The job of every run.") @Nullable
        Map<String, Object> job,

        @Schema(description = "The next runs; none while it is paused.")
        List<Instant> nextRuns,

        Instant createdAt,
        @Nullable Instant lastRun,

        @Schema(description = "The job of the last run.", implementation = String.class) @Nullable
        JobId lastJob,

        @Schema(description = "Why the newest run made no job.") @Nullable
        String problem) {
    private static final int PREVIEW = 5;
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    static ScheduleView of(Schedule schedule) {
        Instant next = schedule.nextRun();
        return new ScheduleView(
                schedule.id(),
                schedule.spec().cron(),
                schedule.spec().timeZone(),
                schedule.spec().missed(),
                schedule.spec().paused(),
                masked(schedule.spec().job()),
                // The ledger's own next run is the first, late or not.
                next == null ? List.of() : schedule.spec().timetable().after(next.minusMillis(1), PREVIEW),
                schedule.createdAt(),
                schedule.lastRun(),
                schedule.lastJob(),
                schedule.problem());
    }

    private static @Nullable Map<String, Object> masked(@Nullable Map<String, Object> job) {
        if (job == null) {
            return null;
        }
        JsonNode tree = Json.mapper().valueToTree(job);
        PageSecrets.mask(tree);
        return Json.mapper().convertValue(tree, MAP);
    }

    static String address(ScheduleId id) {
        return "/v1/schedules/" + id;
    }

    /** All of a tenant's, newest first. */
    @Schema(name = "Schedules")
    public record All(List<ScheduleView> items) {}
}
