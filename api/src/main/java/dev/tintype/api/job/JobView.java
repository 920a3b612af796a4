package dev.tintype.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tintype.capture.PageSecrets;
import dev.tintype.job.Job;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job's representation: its request, flat, and the facts beside it. */
public final class JobView {
    /** A document larger than this is not sent back with every look at a job; {@code html_bytes} tells its size instead. */
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
        PageSecrets.mask(view);
        view.setAll((ObjectNode) FACTS.valueToTree(JobFacts.of(job)));
        return view;
    }

    /** Only what changes, on one line of JSON. */
    public static String facts(Job job) {
        return FACTS.writeValueAsString(JobFacts.of(job));
    }

    private static void shorten(ObjectNode source) {
        for (String field : List.of("html", "markdown")) {
            JsonNode text = source.path(field);
            if (text.isString() && text.asString().length() > HTML_SHOWN) {
                source.remove(field);
                source.put(field + "_bytes", text.asString().getBytes(StandardCharsets.UTF_8).length);
            }
        }
    }
}
