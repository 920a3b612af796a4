package dev.tintype.request;

import dev.tintype.job.JobRequest;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.PluginSpec;
import dev.tintype.job.Pool;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the body of a request into a checked job. Thread-safe. */
public final class RequestReader {
    /** The most a body may have; room for a whole {@link #MAX_HTML} with its JSON escapes. */
    public static final int MAX_BODY = 11 * 1024 * 1024;
    /** The most HTML a body may carry, in bytes of UTF-8. */
    public static final int MAX_HTML = 10 * 1024 * 1024;
    /** The most a body may have besides its HTML. */
    public static final int MAX_REST = 2 * 1024 * 1024;

    /** Where a whole document may stand. */
    private static final List<String> DOCUMENTS = List.of("/source/html", "/source/markdown");

    private final Set<String> hiddenTypes = new HashSet<>();
    private final Map<String, Pool> plugins;
    private final ConstraintChecker checker = new ConstraintChecker();

    /** Without plugins. */
    public RequestReader(boolean bench) {
        this(bench, Map.of());
    }

    /**
     * @param bench whether the benchmark's no-op type may be asked for
     * @param plugins the operator's, by name, each with the pool whose workers have it
     */
    public RequestReader(boolean bench, Map<String, Pool> plugins) {
        this.plugins = new TreeMap<>(plugins);
        if (!bench) {
            hiddenTypes.add(NoopSpec.TYPE);
        }
        if (plugins.isEmpty()) {
            hiddenTypes.add(PluginSpec.TYPE);
        }
    }

    /**
     * Reads and checks one request that names no preset.
     *
     * @throws InvalidRequest naming each wrong field
     */
    public JobRequest read(byte[] body) {
        return read(body, PresetSource.NONE);
    }

    /**
     * Merges one request with the preset it names, if it does, and checks the whole.
     *
     * @throws InvalidRequest naming each wrong field, and whether it is the preset's
     */
    public JobRequest read(byte[] body, PresetSource presets) {
        if (body.length > MAX_BODY) {
            throw tooLarge("", "The body is larger than " + MAX_BODY + " bytes.");
        }
        JsonNode tree = parse(body);
        checkSize(body.length, tree);
        Optional<PresetMerge> merge = PresetMerge.of((ObjectNode) object(tree), presets);
        if (merge.isEmpty()) {
            return read(tree);
        }
        try {
            return read(merge.get().merged());
        } catch (InvalidRequest e) {
            throw merge.get().blame(e);
        }
    }

    private JobRequest read(JsonNode tree) {
        JobRequest request = bind(tree);
        checker.check(request);
        return request.spec() instanceof PluginSpec plugin
                ? new JobRequest(plugin.in(poolOf(plugin.plugin())), request.options())
                : request;
    }

    private Pool poolOf(String plugin) {
        Pool pool = plugins.get(plugin);
        if (pool == null) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.INVALID,
                    new FieldError(
                            "/plugin",
                            FieldError.UNSUPPORTED_VALUE,
                            "\"" + Spelling.shown(plugin) + "\" is no plugin of this server. Plugins: "
                                    + String.join(", ", plugins.keySet()) + "."));
        }
        return pool;
    }

    /**
     * Reads a JSON object that holds requests.
     *
     * @throws InvalidRequest when it is none
     */
    public JsonNode tree(byte[] body) {
        return object(parse(body));
    }

    private static JsonNode object(JsonNode tree) {
        if (!tree.isObject()) {
            throw new InvalidRequest(
                    InvalidRequest.Kind.WRONG_FORM,
                    new FieldError("", FieldError.WRONG_TYPE, "The body must be a JSON object."));
        }
        return tree;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            throw SyntaxErrors.explain(e);
        }
    }

    private static void checkSize(int bytes, JsonNode tree) {
        int documents = 0;
        for (String pointer : DOCUMENTS) {
            JsonNode text = tree.at(pointer);
            int size = text.isString() ? text.asString().getBytes(StandardCharsets.UTF_8).length : 0;
            if (size > MAX_HTML) {
                String name = pointer.substring(pointer.lastIndexOf('/') + 1);
                throw tooLarge(pointer, name + " is larger than " + MAX_HTML + " bytes.");
            }
            documents += size;
        }
        if (bytes - documents > MAX_REST) {
            throw tooLarge("", "The body is larger than " + MAX_REST + " bytes, not counting html.");
        }
    }

    private JobRequest bind(JsonNode tree) {
        object(tree);
        BindErrors errors = new BindErrors(tree, hiddenTypes);
        if (hiddenTypes.contains(tree.path("type").asString(""))) {
            throw errors.unknownType();
        }
        try {
            return JobRequest.fromJson(tree);
        } catch (JacksonException e) {
            throw errors.explain(e);
        }
    }

    private static InvalidRequest tooLarge(String pointer, String detail) {
        return new InvalidRequest(InvalidRequest.Kind.TOO_LARGE, new FieldError(pointer, FieldError.TOO_LARGE, detail));
    }
}
