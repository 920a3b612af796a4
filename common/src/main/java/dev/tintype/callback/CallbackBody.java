package dev.tintype.callback;

import dev.tintype.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a callback, {@code {type, timestamp, data}}: thin, so it names what happened and where the rest is. A function
 * of the delivery alone: every attempt sends the same bytes.
 */
public final class CallbackBody {
    private static final List<String> ARTIFACT = List.of("name", "kind", "media_type", "bytes", "sha256");
    private static final List<String> ERROR = List.of("code", "title", "retryable");

    private CallbackBody() {}

    /** The bytes to sign and to send. */
    public static byte[] of(Delivery delivery) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("type", delivery.type().wireName());
        body.set("timestamp", Json.mapper().valueToTree(delivery.at()));
        body.set("data", data(delivery));
        return Json.mapper().writeValueAsBytes(body);
    }

    private static ObjectNode data(Delivery delivery) {
        ObjectNode data = (ObjectNode) Json.tree(delivery.data());
        if (data.get("error") instanceof ObjectNode error) {
            data.set("error", only(error, ERROR));
        }
        if (data.get("artifacts") instanceof ArrayNode artifacts) {
            ArrayNode links = Json.mapper().createArrayNode();
            artifacts.forEach(artifact -> links.add(link(delivery, artifact)));
            data.set("artifacts", links);
        }
        return data;
    }

    private static ObjectNode link(Delivery delivery, JsonNode artifact) {
        return only(artifact, ARTIFACT)
                .put(
                        "url",
                        "/v1/jobs/" + delivery.job() + "/artifacts/"
                                + artifact.path("name").asString());
    }

    private static ObjectNode only(JsonNode whole, List<String> fields) {
        ObjectNode thin = Json.mapper().createObjectNode();
        for (String field : fields) {
            JsonNode value = whole.get(field);
            if (value != null) {
                thin.set(field, value);
            }
        }
        return thin;
    }
}
