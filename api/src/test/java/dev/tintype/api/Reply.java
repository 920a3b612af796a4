package dev.tintype.api;

import dev.tintype.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the server answered. */
record Reply(HttpResponse<byte[]> response) {
    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.tree(text());
    }

    /** A string in the body's object. */
    String json(String field) {
        return json().path(field).asString("");
    }
}
