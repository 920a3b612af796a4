package dev.tintype.cli.client;

import tools.jackson.databind.JsonNode;

/**
 * A file that a job made, as the API shows it.
 *
 * @param url where to get it, relative to the server
 * @param json the whole representation, with the facts of its kind
 */
public record ArtifactView(
        String name, String kind, String mediaType, long bytes, String sha256, String url, JsonNode json) {

    static ArtifactView of(JsonNode json) {
        return new ArtifactView(
                json.path("name").asString(""),
                json.path("kind").asString(""),
                json.path("media_type").asString("application/octet-stream"),
                json.path("bytes").asLong(-1),
                json.path("sha256").asString(""),
                json.path("url").asString(""),
                json);
    }

    /** A numeric fact such as {@code width} or {@code pages}; 0 when the artifact has none of that name. */
    public int fact(String name) {
        return json.path(name).asInt(0);
    }
}
