package dev.tintype.api.batch;

import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.PresetSource;
import dev.tintype.request.RequestReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads batches as strictly as single requests; what is wrong is named with its place in the batch. */
@Component
final class BatchReader {
    /** Most jobs of one batch. */
    static final int MOST = 1_000;

    private final RequestReader reader;

    private final TenantPresets presets;

    BatchReader(RequestReader reader, TenantPresets presets) {
        this.reader = reader;
        this.presets = presets;
    }

    /** @throws ProblemException naming each wrong field of the first wrong request */
    List<JobRequest> read(String tenant, byte[] body) {
        JsonNode tree = reader.tree(body);
        for (String name : tree.propertyNames()) {
            if (!List.of("jobs", "template", "matrix").contains(name)) {
                throw wrong(
                        ProblemType.UNKNOWN_FIELD,
                        "/" + name,
                        FieldError.UNKNOWN_FIELD,
                        "Fields are jobs, or template and matrix.");
            }
        }
        if (tree.has("jobs") == tree.has("template")) {
            throw wrong(ProblemType.INVALID_REQUEST, "", FieldError.CONTRADICTION, "Give either jobs or a template.");
        }
        if (tree.has("jobs")) {
            if (tree.has("matrix")) {
                throw wrong(
                        ProblemType.INVALID_REQUEST, "/matrix", FieldError.CONTRADICTION, "A matrix needs a template.");
            }
            List<JsonNode> jobs = list(tree.get("jobs"), "/jobs");
            return requests(jobs, true, presets.of(tenant));
        }
        Matrix matrix = matrix(tree);
        if (matrix.size() > MOST) {
            throw tooMany("/matrix", matrix.size());
        }
        return requests(matrix.requests(), false, presets.of(tenant));
    }

    private static Matrix matrix(JsonNode tree) {
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        JsonNode matrix = tree.path("matrix");
        if (!matrix.isObject() && tree.has("matrix")) {
            throw wrong(
                    ProblemType.INVALID_FIELD,
                    "/matrix",
                    FieldError.WRONG_TYPE,
                    "matrix is an object of lists: {\"source.url\": [\"https://…\", …]}.");
        }
        matrix.forEachEntry((path, list) -> values.put(path, list(list, "/matrix/" + path)));
        return new Matrix(tree.get("template"), values);
    }

    private static List<JsonNode> list(JsonNode node, String pointer) {
        if (!node.isArray()) {
            throw wrong(ProblemType.INVALID_FIELD, pointer, FieldError.WRONG_TYPE, "This must be a list.");
        }
        List<JsonNode> values = new ArrayList<>();
        node.forEach(values::add);
        if (values.isEmpty()) {
            throw wrong(ProblemType.INVALID_REQUEST, pointer, FieldError.OUT_OF_RANGE, "This must not be empty.");
        }
        if (values.size() > MOST) {
            throw tooMany(pointer, values.size());
        }
        return values;
    }

    private List<JobRequest> requests(List<JsonNode> nodes, boolean listed, PresetSource known) {
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            try {
                requests.add(reader.read(Json.mapper().writeValueAsBytes(nodes.get(i)), known));
            } catch (InvalidRequest e) {
                throw at(listed ? "/jobs/" + i : "/template", Problem.of(e));
            }
        }
        return requests;
    }

    /** The problem of one job, as one of the batch. */
    static ProblemException at(String place, Problem problem) {
        List<ProblemError> errors = problem.errors().stream()
                .map(error -> error.pointer() == null
                        ? error
                        : ProblemError.of(new FieldError(place + error.pointer(), error.code(), error.detail())))
                .toList();
        return new Problem(problem.type(), place + ": " + problem.detail(), errors, problem.headers()).exception();
    }

    private static ProblemException tooMany(String pointer, long count) {
        return wrong(
                ProblemType.INVALID_REQUEST,
                pointer,
                FieldError.OUT_OF_RANGE,
                "A batch has at most " + MOST + " jobs; these would be " + count + ".");
    }

    private static ProblemException wrong(ProblemType type, String pointer, String code, String detail) {
        return Problem.of(type, ProblemError.of(new FieldError(pointer, code, detail)))
                .exception();
    }
}
