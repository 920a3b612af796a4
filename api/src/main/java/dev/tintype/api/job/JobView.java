package dev.tintype.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tintype.job.Job;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job's representation: its request, flat, and the facts beside it. */
public final class JobView {
    /** HTML larger than this is not sent back with every look at a job; {@code html_bytes} tells its size instead. */
    public static final int HTML_SHOWN = 16_384;

    /** What is not known yet is null, not left out. */
    private static final JsonMapper FACTS = Json.mapper()
            .rebuild()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();

    private JobView() {}

    public static ObjectNode of(Job job) {
        ObjectNode view = job.request().toJson();
        if (view.get("source") instanceof ObjectNode source) {
            shorten(source);
        }
        view.setAll((ObjectNode) FACTS.valueToTree(JobFacts.of(job)));
        return view;
    }

    /** Only what changes, on one line of JSON. */
    public static String facts(Job job) {
        return FACTS.writeValueAsString(JobFacts.of(job));
    }

    private static void shorten(ObjectNode source) {
        JsonNode html = source.path("html");
        if (html.isString() && html.asString().length() > HTML_SHOWN) {
            source.remove("html");
            source.put("html_bytes", html.asString().getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
