package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tintype.json.Json;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole request: the part every job has and the part of its type. In JSON the two are one flat object.
 */
public record JobRequest(JobSpec spec, JobOptions options) {
    /** The names of the part every job has, as JSON spells them. */
    private static final Set<String> OPTION_FIELDS = Set.copyOf(Json.mapper()
            .rebuild()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build()
            .valueToTree(JobOptions.defaults())
            .propertyNames());

    /**
     * Splits and reads the flat form.
     *
     * @throws tools.jackson.core.JacksonException naming the path of an unknown, missing or mistyped field
     */
    public static JobRequest fromJson(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw MismatchedInputException.from((JsonParser) null, JobRequest.class, "a JSON object is expected");
        }
        ObjectNode rest = object.deepCopy();
        ObjectNode options = Json.mapper().createObjectNode();
        for (String field : OPTION_FIELDS) {
            JsonNode value = rest.remove(field);
            if (value != null) {
                options.set(field, value);
            }
        }
        return new JobRequest(
                Json.mapper().treeToValue(rest, JobSpec.class), Json.mapper().treeToValue(options, JobOptions.class));
    }

    /** The flat form with every default filled in: canonical, so equal requests are equal text. */
    public ObjectNode toJson() {
        ObjectNode flat = Json.mapper().valueToTree(spec);
        flat.setAll((ObjectNode) Json.mapper().valueToTree(options));
        return flat;
    }

    /** The jobs that must end first: those it names, and those whose artifacts it reads. */
    public Set<String> parents() {
        Set<String> parents = new LinkedHashSet<>();
        if (options.after() != null) {
            parents.addAll(options.after());
        }
        parents.addAll(spec.sourceJobs().values());
        return parents;
    }

    /** The same with other options. */
    public JobRequest with(JobOptions other) {
        return new JobRequest(spec, other);
    }

    /** The names of the fields every type of job has, as JSON spells them. */
    public static Set<String> optionFields() {
        return OPTION_FIELDS;
    }

    /** How long one attempt may take. */
    public Duration timeout() {
        Integer seconds = options.timeoutS();
        return seconds == null ? spec.defaultTimeout() : Duration.ofSeconds(seconds);
    }
}
