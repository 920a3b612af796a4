package dev.tintype.capture;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where in a request's JSON the caller's secrets stand: values of headers, cookies and storage, and passwords. */
public final class PageSecrets {
    /** What stands in place of a secret wherever a request is shown. */
    public static final String MASK = "***";

    private PageSecrets() {}

    /** Puts {@link #MASK} in the place of every secret. */
    public static void mask(@Nullable JsonNode request) {
        replace(request, secret -> MASK);
    }

    /** Replaces every secret of {@code request}, if it is a capture with any, or takes captures to compare. */
    public static void replace(@Nullable JsonNode request, UnaryOperator<String> change) {
        if (request == null) {
            return;
        }
        if (request.get("outputs") instanceof ArrayNode outputs) {
            for (JsonNode output : outputs) {
                value(output.get("encrypt"), "user_password", change);
                value(output.get("encrypt"), "owner_password", change);
            }
        }
        value(request.get("encryption"), "password", change);
        replaceIn(request.get("page"), change);
        replaceIn(request.at("/source/before/capture/page"), change);
        replaceIn(request.at("/source/after/capture/page"), change);
    }

    private static void replaceIn(@Nullable JsonNode page, UnaryOperator<String> change) {
        if (page == null) {
            return;
        }
        values(page.get("headers"), change);
        values(page.get("local_storage"), change);
        value(page.get("http_credentials"), "password", change);
        if (page.get("cookies") instanceof ArrayNode cookies) {
            cookies.forEach(cookie -> value(cookie, "value", change));
        }
    }

    private static void values(@Nullable JsonNode map, UnaryOperator<String> change) {
        if (map instanceof ObjectNode object) {
            object.propertyNames().stream().toList().forEach(name -> value(object, name, change));
        }
    }

    private static void value(@Nullable JsonNode holder, String name, UnaryOperator<String> change) {
        if (holder instanceof ObjectNode object && object.path(name).isString()) {
            object.put(name, change.apply(object.path(name).asString()));
        }
    }
}
