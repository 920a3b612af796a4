package dev.tintype.api.schedule;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.RequestReader;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.schedule.Timetable;
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
    private static final Set<String> FIELDS = Set.of("cron", "time_zone", "missed", "paused", "job");
    private static final List<String> MISSED = Arrays.stream(ScheduleSpec.Missed.values())
            .map(missed -> missed.name().toLowerCase(Locale.ROOT))
            .toList();

    private final RequestReader reader;

    ScheduleReader(RequestReader reader) {
        this.reader = reader;
    }

    /** @throws ProblemException naming the wrong field */
    ScheduleSpec read(byte[] body) {
        return checked(reader.tree(body));
    }

    /** {@code before} with the fields that {@code body} has instead. */
    ScheduleSpec changed(ScheduleSpec before, byte[] body) {
        ObjectNode tree = Json.mapper().valueToTree(before);
        tree.setAll((ObjectNode) reader.tree(body));
        return checked(tree);
    }

    private ScheduleSpec checked(JsonNode tree) {
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
        if (!tree.path("job").isObject()) {
            throw wrong(ProblemType.INVALID_REQUEST, "job", FieldError.REQUIRED, "job is what every run does.");
        }
        checkTime(tree);
        checkJob(tree.get("job"));
        return Json.mapper().treeToValue(tree, ScheduleSpec.class);
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

    private void checkJob(JsonNode job) {
        if (job.has("run_at")) {
            throw wrong(
                    ProblemType.INVALID_REQUEST,
                    "job/run_at",
                    FieldError.CONTRADICTION,
                    "The schedule says when its jobs run.");
        }
        try {
            reader.read(Json.mapper().writeValueAsBytes(job));
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
