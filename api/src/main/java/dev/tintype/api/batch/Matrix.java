package dev.tintype.api.batch;

import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A template, and for each of some places in it the values to put there: every combination is a request. Places are dotted
 * names, {@code page.viewport}; a number is a place in a list, {@code outputs.0.format}. The last varies fastest.
 */
final class Matrix {
    private final JsonNode template;
    private final Map<String, List<JsonNode>> values;

    Matrix(JsonNode template, Map<String, List<JsonNode>> values) {
        this.template = template;
        this.values = values;
    }

    /** How many requests it makes. */
    long size() {
        return values.values().stream().mapToLong(List::size).reduce(1, Matrix::product);
    }

    private static long product(long a, long b) {
        return a == 0 || b == 0 ? 0 : a > Integer.MAX_VALUE / b ? Integer.MAX_VALUE : a * b;
    }

    List<JsonNode> requests() {
        List<JsonNode> made = List.of(template);
        for (Map.Entry<String, List<JsonNode>> axis : values.entrySet()) {
            List<String> path = List.of(axis.getKey().split("\\.", -1));
            List<JsonNode> more = new ArrayList<>();
            for (JsonNode request : made) {
                for (JsonNode value : axis.getValue()) {
                    more.add(with(request, path, value));
                }
            }
            made = more;
        }
        return made;
    }

    /** A copy with {@code value} at {@code path}; what is missing on the way is made. */
    private static JsonNode with(JsonNode node, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        String name = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (node instanceof ArrayNode list && name.matches("\\d{1,4}") && Integer.parseInt(name) < list.size()) {
            ArrayNode copy = list.deepCopy();
            int place = Integer.parseInt(name);
            copy.set(place, with(list.get(place), rest, value));
            return copy;
        }
        ObjectNode copy = node instanceof ObjectNode object
                ? object.deepCopy()
                : Json.mapper().createObjectNode();
        JsonNode inner = copy.path(name);
        copy.set(name, with(inner, rest, value));
        return copy;
    }
}
