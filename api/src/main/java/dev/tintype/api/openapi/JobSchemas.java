package dev.tintype.api.openapi;

import static dev.tintype.api.openapi.RecordSchemas.ref;
import static dev.tintype.api.openapi.RecordSchemas.schema;

import dev.tintype.api.audit.AuditPage;
import dev.tintype.api.batch.BatchView;
import dev.tintype.api.capability.Capabilities;
import dev.tintype.api.event.JobChange;
import dev.tintype.api.health.Liveness;
import dev.tintype.api.job.JobFacts;
import dev.tintype.api.job.JobView;
import dev.tintype.api.key.KeyRequest;
import dev.tintype.api.key.KeyRotation;
import dev.tintype.api.key.KeyView;
import dev.tintype.api.link.SignedUrlRequest;
import dev.tintype.api.link.SignedUrlView;
import dev.tintype.api.mediakey.ClearKeyLicence;
import dev.tintype.api.openapi.RecordSchemas.Use;
import dev.tintype.api.pixashot.PixashotOptions;
import dev.tintype.api.pool.PoolController;
import dev.tintype.api.pool.PoolView;
import dev.tintype.api.posture.Point;
import dev.tintype.api.preset.PresetRequest;
import dev.tintype.api.preset.PresetView;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.api.schedule.ScheduleView;
import dev.tintype.api.upload.UploadView;
import dev.tintype.audit.ChainCheck;
import dev.tintype.erasure.TenantErasure;
import dev.tintype.health.HealthReport;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobSpec;
import dev.tintype.job.NoopSpec;
import dev.tintype.request.Subtypes;
import dev.tintype.schedule.ScheduleSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All schemas, also those that are more than one record: the flat request, the job of request and facts, problems. */
final class JobSchemas {
    private JobSchemas() {}

    static Map<String, ObjectNode> all() {
        RecordSchemas records = new RecordSchemas();
        ObjectNode request = jobRequest(records);
        records.add(JobFacts.class, Use.WHOLE_ANSWER);
        records.add(ProblemError.class, Use.ANSWER);
        records.add(HealthReport.class, Use.ANSWER);
        records.add(Liveness.class, Use.ANSWER);
        records.add(Capabilities.class, Use.ANSWER);
        records.add(JobChange.class, Use.ANSWER);
        records.add(UploadView.class, Use.ANSWER);
        records.add(PixashotOptions.class, Use.REQUEST);
        records.add(SignedUrlRequest.class, Use.REQUEST);
        records.add(SignedUrlView.class, Use.ANSWER);
        records.add(ClearKeyLicence.class, Use.ANSWER);
        records.add(PresetRequest.class, Use.REQUEST);
        records.add(PresetView.class, Use.ANSWER);
        records.add(PresetView.All.class, Use.ANSWER);
        records.add(KeyRequest.class, Use.REQUEST);
        records.add(KeyRotation.class, Use.REQUEST);
        records.add(KeyView.Page.class, Use.ANSWER);
        records.add(TenantErasure.Erased.class, Use.ANSWER);
        records.add(Point.All.class, Use.ANSWER);
        records.add(AuditPage.class, Use.ANSWER);
        records.add(ChainCheck.Result.class, Use.ANSWER);
        CallbackSchemas.add(records);
        records.add(BatchView.class, Use.ANSWER);
        records.add(ScheduleSpec.class, Use.REQUEST);
        records.add(ScheduleView.All.class, Use.ANSWER);
        records.add(PoolView.All.class, Use.ANSWER);
        records.add(PoolController.Workers.class, Use.ANSWER);
        Map<String, ObjectNode> all = new TreeMap<>(records.named());
        all.put("JobRequest", request);
        all.put("BatchRequest", batchRequest());
        all.put("Job", job());
        all.put("JobPage", page());
        all.put("Problem", problem());
        return all;
    }

    /** One flat object per type: the fields of the type and those of every job. */
    private static ObjectNode jobRequest(RecordSchemas records) {
        Map<String, String> names = new TreeMap<>();
        Subtypes.of(JobSpec.class).forEach((type, record) -> {
            if (!type.equals(NoopSpec.TYPE)) {
                names.put(type, RecordSchemas.name(record));
                records.named().put(RecordSchemas.name(record), flat(records, record));
            }
        });
        return records.oneOf("type", names).put("description", "A job; type says which.");
    }

    private static ObjectNode flat(RecordSchemas records, Class<?> record) {
        ObjectNode flat = records.object(record, Use.REQUEST);
        ObjectNode options = records.object(JobOptions.class, Use.REQUEST);
        ((ObjectNode) flat.get("properties")).setAll((ObjectNode) options.get("properties"));
        return flat;
    }

    private static ObjectNode batchRequest() {
        ObjectNode batch = schema("object").put("description", "Either jobs, or a template with a matrix.");
        ObjectNode properties = batch.putObject("properties");
        ObjectNode jobs = properties
                .putObject("jobs")
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", 1000);
        jobs.set("items", ref("JobRequest"));
        properties.set("template", schema("object").put("description", "A job, but for what the matrix puts into it."));
        ObjectNode matrix =
                schema("object").put("description", "For each dotted place in the template, the values to put there.");
        matrix.putObject("additionalProperties").put("type", "array").put("minItems", 1);
        properties.set("matrix", matrix);
        batch.put("additionalProperties", false);
        return batch;
    }

    private static ObjectNode job() {
        ObjectNode job = schema("object")
                .put(
                        "description",
                        "The request, flat and with every default filled in, and what the server adds to it. HTML of"
                                + " more than " + JobView.HTML_SHOWN
                                + " characters is left out; source.html_bytes then tells its size.");
        job.putArray("allOf").add(ref("JobFacts"));
        job.putObject("properties").set("type", schema("string"));
        job.putArray("required").add("type");
        return job;
    }

    private static ObjectNode page() {
        ObjectNode page = schema("object");
        ObjectNode properties = page.putObject("properties");
        properties.putObject("items").put("type", "array").set("items", ref("Job"));
        ObjectNode cursor = properties.putObject("next_cursor");
        cursor.putArray("type").add("string").add("null");
        cursor.put("description", "Give it as cursor for what follows; null at the end.");
        page.putArray("required").add("items").add("next_cursor");
        return page;
    }

    private static ObjectNode problem() {
        String kinds = Arrays.stream(ProblemType.values())
                .map(type -> "`" + type.code() + "` (" + type.status() + "): " + type.title() + ".")
                .collect(Collectors.joining(" "));
        ObjectNode problem = schema("object").put("description", "An error, RFC 9457. " + kinds);
        ObjectNode properties = problem.putObject("properties");
        properties.set("type", text(ProblemType.URI + " and the code").put("format", "uri"));
        properties.set("title", text("The kind of error."));
        properties.set("status", schema("integer"));
        properties.set("detail", text("What is wrong, and the way out."));
        properties.set("instance", text("urn:request: and the request id."));
        ObjectNode code = schema("string");
        ArrayNode codes = code.putArray("enum");
        Arrays.stream(ProblemType.values()).forEach(type -> codes.add(type.code()));
        properties.set("code", code);
        ArrayNode required = problem.putArray("required");
        properties.propertyNames().forEach(required::add);
        properties.putObject("errors").put("type", "array").set("items", ref("ProblemError"));
        return problem;
    }

    private static ObjectNode text(String description) {
        return schema("string").put("description", description);
    }
}
