package dev.tintype.job;

import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When two requests ask for the same: their values are, after defaults and presets are filled in. Labels do not count, nor
 * does the order of fields, or of lists that are sets.
 */
public final class RequestIdentity {
    private static final List<String> LABELS = List.of("tags", "metadata", "cache", "preset");
    private static final List<String> SETS =
            List.of("/after", "/callback/events", "/page/cookies", "/page/block/resource_types", "/page/block/urls");

    private RequestIdentity() {}

    /** A name that identical requests share, and no others: lower-case hex of SHA-256. */
    public static String of(JobRequest request) {
        ObjectNode flat = request.toJson();
        LABELS.forEach(flat::remove);
        SETS.forEach(set -> sort(flat.at(set)));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(ordered(flat).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sort(JsonNode list) {
        if (list instanceof ArrayNode array) {
            List<JsonNode> sorted = new ArrayList<>();
            array.forEach(entry -> sorted.add(ordered(entry)));
            sorted.sort(Comparator.comparing(JsonNode::toString));
            array.removeAll().addAll(sorted);
        }
    }

    private static JsonNode ordered(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = Json.mapper().createObjectNode();
            new TreeSet<>(node.propertyNames()).forEach(name -> sorted.set(name, ordered(node.get(name))));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode same = Json.mapper().createArrayNode();
            node.forEach(entry -> same.add(ordered(entry)));
            return same;
        }
        return node;
    }
}
