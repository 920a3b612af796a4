package dev.tintype.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables of {@code docs/capture.md} say what the records say: every option of the OpenAPI document has a row, with its
 * type, default and bounds, an example that fits, and tests that exist. A table belongs to the schema that the comment before
 * it names; what lies within an option has a row with a dot, or a table of its own.
 */
class CapturePageTest extends ApiTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TABLE = Pattern.compile("(?m)^<!-- options: (\\w+) -->\\n\\n((?:\\|.*\\n)+)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final String REF = "#/components/schemas/";
    private static final int COLUMNS = 6;

    private final JsonNode api;
    private final Map<String, Map<String, Row>> tables = new LinkedHashMap<>();

    CapturePageTest(URI redis, JobLedger ledger) throws IOException {
        super(redis, ledger);
        this.api = get("/v1/openapi.json").json();
        Matcher found = TABLE.matcher(Files.readString(ROOT.resolve("docs/capture.md")));
        while (found.find()) {
            Map<String, Row> rows = tables.computeIfAbsent(found.group(1), _ -> new LinkedHashMap<>());
            found.group(2).lines().skip(2).map(Row::of).forEach(row -> rows.put(row.field(), row));
        }
    }

    private record Row(String field, String type, String defaultValue, String bounds, String example, String proof) {
        static Row of(String line) {
            String[] cells = line.substring(1).split("(?<!\\\\)\\|", -1);
            assertThat(cells.length).as(line).isGreaterThanOrEqualTo(COLUMNS);
            return new Row(
                    code(cells[0]),
                    cells[1].strip(),
                    cells[2].strip(),
                    cells[3].strip(),
                    code(cells[4]),
                    cells[5].strip());
        }

        private static String code(String cell) {
            Matcher code = CODE.matcher(cell.replace("\\|", "|"));
            return code.find() ? code.group(1) : cell.strip();
        }
    }

    /** An option as the records have it. */
    private record Option(String path, JsonNode schema, boolean required) {}

    @Test
    void every_option_has_a_row_and_every_row_is_an_option() {
        assertThat(tables.keySet())
                .as("tables")
                .contains("CaptureSource", "PageOptions", "ScreenshotOutput", "PdfOutput");
        assertThat(reachable()).as("schemas with a table, or within one").isEqualTo(tables.keySet());
        tables.forEach((schema, rows) -> {
            List<String> options = options(schema).stream().map(Option::path).toList();
            assertThat(rows.keySet()).as("rows of %s", schema).containsExactlyInAnyOrderElementsOf(options);
        });
    }

    @Test
    void types_defaults_and_bounds_are_those_of_the_records() {
        List<String> wrong = new ArrayList<>();
        forEachRow((option, row) -> {
            String type = type(option.schema());
            if (!row.type().equals(type)) {
                wrong.add(option.path() + " is of type " + type);
            }
            JsonNode usual = option.schema().get("default");
            String shown = usual == null
                    ? (option.required() ? "required" : null)
                    : usual.isString() ? usual.asString() : usual.toString();
            if (shown != null
                    && !row.defaultValue().replace("`", "").replace(", ", ",").equals(shown)) {
                wrong.add(option.path() + " is " + shown + " by default");
            } else if (shown == null && row.defaultValue().equals("required")) {
                wrong.add(option.path() + " is not required");
            }
            for (String bound : bounds(option.schema())) {
                if (!row.bounds().replace("**", "").contains(bound)) {
                    wrong.add(option.path() + " has the bound " + bound);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_example_fits() {
        forEachRow((option, row) -> {
            ObjectNode schema = (ObjectNode) option.schema().deepCopy();
            schema.set("components", api.get("components"));
            List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(Json.tree(row.example()));
            assertThat(errors).as("%s: %s", option.path(), row.example()).isEmpty();
        });
    }

    /** Where clients of another product read what is different. */
    @Test
    void every_test_that_the_other_page_names_is_there_too() throws IOException {
        Map<String, String> sources = sources();
        Matcher tests = TEST.matcher(Files.readString(ROOT.resolve("docs/from-pixashot.md")));
        int named = 0;
        for (; tests.find(); named++) {
            assertThat(sources.getOrDefault(tests.group(1), ""))
                    .as(tests.group())
                    .contains(" void " + tests.group(2) + "(");
        }
        assertThat(named).isGreaterThan(30);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            for (Path file : files.filter(path -> path.toString().contains("/src/test/java/")
                            && path.toString().endsWith("Test.java"))
                    .toList()) {
                sources.merge(
                        String.valueOf(file.getFileName()).replace(".java", ""),
                        Files.readString(file),
                        String::concat);
            }
        }
        return sources;
    }

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        Map<String, String> sources = sources();
        forEachRow((option, row) -> {
            List<String> named = new ArrayList<>();
            Matcher tests = TEST.matcher(row.proof());
            while (tests.find()) {
                named.add(tests.group());
                assertThat(sources.getOrDefault(tests.group(1), ""))
                        .as("%s: %s", option.path(), tests.group())
                        .contains(" void " + tests.group(2) + "(");
            }
            assertThat(named).as("tests of %s", option.path()).isNotEmpty();
        });
    }

    private void forEachRow(java.util.function.BiConsumer<Option, Row> action) {
        tables.forEach((schema, rows) -> options(schema).forEach(option -> {
            Row row = rows.get(option.path());
            if (row != null) {
                action.accept(new Option(schema + "." + option.path(), option.schema(), option.required()), row);
            }
        }));
    }

    /** The tables there must be: what a request is made of, and whatever in it was given a table. */
    private Set<String> reachable() {
        Set<String> found = new TreeSet<>();
        Set<String> begin = new TreeSet<>(Set.of("CaptureSource", "PageOptions"));
        for (JsonNode choice : api.at("/components/schemas/CaptureOutput/oneOf")) {
            String name = choice.get("$ref").asString().substring(REF.length());
            if (properties(name).size() > 1) {
                begin.add(name); // beyond its kind
            }
        }
        begin.forEach(name -> reach(name, found));
        return found;
    }

    private void reach(String schema, Set<String> found) {
        if (found.add(schema)) {
            for (Option option : options(schema)) {
                named(option.schema()).filter(tables::containsKey).ifPresent(name -> reach(name, found));
            }
        }
    }

    /** With what lies within them, as far as that has no table of its own. */
    private List<Option> options(String schema) {
        List<Option> options = new ArrayList<>();
        addOptions(schema, "", options);
        return options;
    }

    private void addOptions(String schema, String prefix, List<Option> options) {
        JsonNode object = object(schema);
        Set<String> required = new TreeSet<>();
        object.path("required").forEach(name -> required.add(name.asString()));
        properties(schema).forEach((name, property) -> {
            if (!property.has("const")) {
                options.add(new Option(prefix + name, property, required.contains(name)));
                named(property)
                        .filter(inner -> !tables.containsKey(inner))
                        .ifPresent(inner -> addOptions(inner, prefix + name + ".", options));
            }
        });
    }

    private Map<String, JsonNode> properties(String schema) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        object(schema).path("properties").forEachEntry(properties::put);
        return properties;
    }

    /** A record that may be a plain string too is described by its fields. */
    private JsonNode object(String schema) {
        JsonNode found = api.at("/components/schemas/" + schema);
        return found.has("anyOf") ? found.at("/anyOf/1") : found;
    }

    /** The schema that an option, or each element of it, is of. */
    private static Optional<String> named(JsonNode property) {
        JsonNode inner = property.has("items")
                ? property.get("items")
                : property.path("additionalProperties").isObject() ? property.get("additionalProperties") : property;
        JsonNode one = inner.has("anyOf") ? inner.at("/anyOf/0") : inner;
        return one.has("$ref") ? Optional.of(one.get("$ref").asString().substring(REF.length())) : Optional.empty();
    }

    private String type(JsonNode property) {
        if (property.has("$ref") || property.has("anyOf")) {
            boolean text = api.at("/components/schemas/" + named(property).orElseThrow())
                    .has("anyOf");
            return text ? "string or object" : "object";
        }
        JsonNode type = property.get("type");
        return type.isArray() ? type.get(0).asString() : type.asString();
    }

    /** Every number and word that a value is held to, as the page writes them. */
    private static List<String> bounds(JsonNode schema) {
        List<String> bounds = new ArrayList<>();
        for (String name : List.of("minimum", "maximum", "maxLength", "maxItems", "maxProperties")) {
            if (schema.has(name)) {
                bounds.add(written(schema.get(name)));
            }
        }
        if (schema.path("enum").size() <= 20) {
            schema.path("enum").forEach(value -> {
                if (!value.isNull()) {
                    bounds.add("`" + value.asString() + "`");
                }
            });
        }
        if (schema.has("items")) {
            bounds.addAll(bounds(schema.get("items")));
        }
        if (schema.path("additionalProperties").isObject()) {
            bounds.addAll(bounds(schema.get("additionalProperties")));
        }
        return bounds;
    }

    private static String written(JsonNode number) {
        return number.isIntegralNumber()
                ? String.format(Locale.ROOT, "%,d", number.asLong()).replace('-', '−')
                : number.asString().replace('-', '−');
    }
}
