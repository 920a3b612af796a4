package dev.tintype.api.openapi;

import static dev.tintype.api.openapi.RecordSchemas.schema;

import dev.tintype.api.callback.DeliveryView;
import dev.tintype.api.callback.WebhookChange;
import dev.tintype.api.callback.WebhookRequest;
import dev.tintype.api.callback.WebhookSecretView;
import dev.tintype.api.callback.WebhookView;
import dev.tintype.api.openapi.RecordSchemas.Use;
import dev.tintype.job.EventType;
import dev.tintype.job.JobState;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints and deliveries, and what is sent to endpoints: the document's {@code webhooks}. */
final class CallbackSchemas {
    private static final String BODY = "Callback";

    private CallbackSchemas() {}

    static void add(RecordSchemas records) {
        records.add(WebhookRequest.class, Use.REQUEST);
        records.add(WebhookChange.class, Use.REQUEST);
        records.add(WebhookView.Page.class, Use.ANSWER);
        records.add(WebhookSecretView.class, Use.ANSWER);
        records.add(DeliveryView.Page.class, Use.ANSWER);
        records.named().put(BODY, body());
    }

    /** One for each event; all have the same form. */
    static Map<String, PathItem> webhooks() {
        Map<String, PathItem> webhooks = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            Operation sent = new Operation()
                    .operationId(type.wireName())
                    .summary(summary(type))
                    .tags(List.of("webhooks"))
                    .security(List.of())
                    .requestBody(new RequestBody()
                            .required(true)
                            .content(new Content()
                                    .addMediaType(
                                            "application/json",
                                            new MediaType()
                                                    .schema(new Schema<>().$ref("#/components/schemas/" + BODY)))))
                    .responses(new ApiResponses()
                            .addApiResponse("2XX", new ApiResponse().description("Taken."))
                            .addApiResponse(
                                    "410",
                                    new ApiResponse().description("Not wanted any more: the endpoint is disabled.")));
            for (String header : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                sent.addParametersItem(new HeaderParameter()
                        .name(header)
                        .required(true)
                        .description("Standard Webhooks 1.0.0.")
                        .schema(new Schema<>().types(Set.of("string"))));
            }
            webhooks.put(type.wireName(), new PathItem().post(sent));
        }
        return webhooks;
    }

    private static String summary(EventType type) {
        return switch (type) {
            case JOB_QUEUED -> "A job waits for a worker";
            case JOB_STARTED -> "An attempt began";
            case JOB_PROGRESS -> "A running job is further; at most one a second";
            case JOB_SUCCEEDED -> "A job succeeded";
            case JOB_FAILED -> "A job failed";
            case JOB_CANCELLED -> "A job was cancelled";
            case JOB_EXPIRED -> "A job waited too long";
            case BATCH_COMPLETED -> "Every job of a batch has ended";
            case SCHEDULE_CHANGED -> "A schedule was made, changed or removed";
            case WEBHOOK_TEST -> "Somebody asked for a test";
            case ENDPOINT_DISABLED -> "Another endpoint of the tenant was disabled";
        };
    }

    private static ObjectNode body() {
        ObjectNode body = schema("object")
                .put("description", "What a callback says: thin, so it names what happened and where the rest is.");
        ObjectNode properties = body.putObject("properties");
        ArrayNode types = properties.putObject("type").put("type", "string").putArray("enum");
        Arrays.stream(EventType.values()).forEach(type -> types.add(type.wireName()));
        properties.set(
                "timestamp",
                schema("string")
                        .put("format", "date-time")
                        .put("description", "When it happened, not when it was sent."));
        properties.set("data", data());
        body.putArray("required").add("type").add("timestamp").add("data");
        return body;
    }

    private static ObjectNode data() {
        ObjectNode data = schema("object")
                .put(
                        "description",
                        "Of a job unless said otherwise. A later version is the newer one: events may arrive"
                                + " in any order.");
        ObjectNode properties = data.putObject("properties");
        properties.set("id", schema("string").put("description", "The job, batch, schedule or endpoint it is about."));
        properties.set("type", schema("string").put("description", "The job's type."));
        ArrayNode states = properties.putObject("state").put("type", "string").putArray("enum");
        Arrays.stream(JobState.values()).forEach(state -> states.add(state.wireName()));
        properties.set("version", schema("integer"));
        properties.set("attempt", schema("integer"));
        properties.set("progress", schema("object"));
        properties.set("error", schema("object").put("description", "code, title and retryable of what failed."));
        properties.putObject("artifacts").put("type", "array").set("items", artifact());
        properties.set("total", schema("integer").put("description", "batch.completed: how many jobs it has."));
        properties.set("change", schema("string").put("description", "schedule.changed: created, changed or deleted."));
        properties.set("reason", schema("string").put("description", "endpoint.disabled: why."));
        data.putArray("required").add("id");
        return data;
    }

    private static ObjectNode artifact() {
        ObjectNode artifact = schema("object");
        ObjectNode properties = artifact.putObject("properties");
        for (String text : List.of("name", "kind", "media_type", "sha256", "url")) {
            properties.set(text, schema("string"));
        }
        properties.set("bytes", schema("integer"));
        return artifact;
    }
}
