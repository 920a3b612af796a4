package dev.tintype.api.schedule;

import dev.tintype.api.callback.CallbackUrls;
import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.JobCallback;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.PresetSource;
import dev.tintype.request.RequestReader;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.schedule.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads schedules, and changes of them, as strictly as jobs. */
@Component
final class ScheduleReader {
    private static final String JOB = "job";
    private static final Set<String> FIELDS = Set.of("cron", "time_zone", "missed", "paused", JOB);

    private static final List<String> MISSED = Arrays.stream(ScheduleSpec.Missed.values())
            .map(missed -> missed.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final int RUNS_LOOKED_AT = 8;
    /** For a run that begins late or takes long. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Clock clock;
    private final RequestReader reader;
    private final CallbackUrls callbackUrls;

    private final TenantPresets presets;

    ScheduleReader(RequestReader reader, CallbackUrls callbackUrls, TenantPresets presets, Clock clock) {
        this.clock = clock;
        this.presets = presets;
        this.callbackUrls = callbackUrls;
        this.reader = reader;
    }

    /** @throws ProblemException naming the wrong field */
    ScheduleSpec read(String tenant, byte[] body) {
        return checked(reader.tree(body), true, presets.of(tenant));
    }

    /** {@code before} with the fields that {@code body} has instead. */
    ScheduleSpec changed(String tenant, ScheduleSpec before, byte[] body) {
        ObjectNode tree = Json.mapper().valueToTree(before);
        JsonNode change = reader.tree(body);
        tree.setAll((ObjectNode) change);
        return checked(tree, change.has(JOB), presets.of(tenant));
    }

    /** @param newJob false: the job is as it was kept, with its secrets sealed, and was checked before they were */
    private ScheduleSpec checked(JsonNode tree, boolean newJob, PresetSource known) {
        for (String name : tree.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw wrong(
                        ProblemType.UNKNOWN_FIELD,
                        name,
                        FieldError.UNKNOWN_FIELD,
                        "Fields are cron, time_zone, missed, paused and job.");
            }
        }
        text(tree, "cron", true);
        text(tree, "time_zone", false);
        text(tree, "missed", false);
        if (tree.has("missed") && !MISSED.contains(tree.get("missed").asString())) {
            throw wrong(
                    ProblemType.INVALID_REQUEST,
                    "missed",
                    FieldError.UNSUPPORTED_VALUE,
                    "missed is one of " + String.join(", ", MISSED) + ".");
        }
        if (tree.has("paused") && !tree.get("paused").isBoolean()) {
            throw wrong(ProblemType.INVALID_FIELD, "paused", FieldError.WRONG_TYPE, "paused is true or false.");
        }
        if (!tree.path(JOB).isObject()) {
            throw wrong(ProblemType.INVALID_REQUEST, JOB, FieldError.REQUIRED, "job is what every run does.");
        }
        checkTime(tree);
        JobRequest request = newJob ? checkJob(tree.get(JOB), known) : JobRequest.fromJson(tree.get(JOB));
        checkKept(
                request,
                Timetable.of(tree.get("cron").asString(), tree.path("time_zone").asString("UTC")));
        if (tree.get(JOB).has("preset")) {
            // Each run does what the preset said when the schedule was handed in.
            ((ObjectNode) tree).set(JOB, request.toJson());
        }
        return Json.mapper().treeToValue(tree, ScheduleSpec.class);
    }

    /** What the next run compares with must still be there. */
    private void checkKept(JobRequest request, Timetable timetable) {
        if (!(request.spec() instanceof CompareSpec compare) || !compare.isAboutLastRun()) {
            return;
        }
        Integer asked = request.options().resultTtlS();
        int kept = asked == null ? JobOptions.DEFAULT_RESULT_TTL_S : asked;
        List<Instant> runs = timetable.after(clock.instant(), RUNS_LOOKED_AT);
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i - 1).plusSeconds(kept).isBefore(runs.get(i).plus(MARGIN))) {
                throw wrong(
                        ProblemType.INVALID_REQUEST,
                        "job/result_ttl_s",
                        FieldError.OUT_OF_RANGE,
                        "With last_run, results must be kept for longer than it is to the next run: raise result_ttl_s.");
            }
        }
    }

    private static void text(JsonNode tree, String name, boolean required) {
        if (tree.has(name) && !tree.get(name).isString()) {
            throw wrong(ProblemType.INVALID_FIELD, name, FieldError.WRONG_TYPE, name + " is a text.");
        }
        if (required && !tree.has(name)) {
            throw wrong(ProblemType.INVALID_REQUEST, name, FieldError.REQUIRED, name + " is required.");
        }
    }

    private static void checkTime(JsonNode tree) {
        try {
            Timetable.of(tree.get("cron").asString(), tree.path("time_zone").asString("UTC"));
        } catch (IllegalArgumentException e) {
            String detail = String.valueOf(e.getMessage());
            String field = detail.startsWith("time_zone") ? "time_zone" : "cron";
            throw wrong(ProblemType.INVALID_REQUEST, field, FieldError.INVALID_FORMAT, detail);
        }
    }

    private JobRequest checkJob(JsonNode job, PresetSource known) {
        if (job.has("run_at")) {
            throw wrong(
                    ProblemType.INVALID_REQUEST,
                    "job/run_at",
                    FieldError.CONTRADICTION,
                    "The schedule says when its jobs run.");
        }
        try {
            JobRequest request = reader.read(Json.mapper().writeValueAsBytes(job), known);
            JobCallback callback = request.options().callback();
            if (callback != null) {
                callbackUrls.check("/job/callback/url", callback.url());
            }
            return request;
        } catch (InvalidRequest e) {
            Problem problem = Problem.of(e);
            List<ProblemError> errors = problem.errors().stream()
                    .map(error ->
                            ProblemError.of(new FieldError("/job" + error.pointer(), error.code(), error.detail())))
                    .toList();
            throw new Problem(problem.type(), problem.detail(), errors, problem.headers()).exception();
        }
    }

    private static ProblemException wrong(ProblemType type, String field, String code, String detail) {
        return Problem.of(type, ProblemError.of(new FieldError("/" + field, code, detail)))
                .exception();
    }
}
