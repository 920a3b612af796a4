package dev.tintype.worker.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.json.Json;
import dev.tintype.media.MediaOptions;
import dev.tintype.media.MediaOutput;
import dev.tintype.media.MediaSource;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.request.Subtypes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for users names every output and option, and for each a test that exists. */
class MediaDocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

    /** Rows that say "as" another. */
    private static final Map<String, String> LIKE = Map.of("dash", "hls", "thumbnails", "poster");

    private final List<String> lines;

    MediaDocsTest() throws IOException {
        lines = Files.readAllLines(ROOT.resolve("docs/media.md"));
    }

    @Test
    void every_output_has_a_row_with_all_its_options() {
        Subtypes.of(MediaOutput.class).forEach((kind, type) -> {
            String text = outputRow(kind) + outputRow(LIKE.getOrDefault(kind, kind));
            assertThat(outputRow(kind)).as(kind).isNotEmpty();
            assertThat(fields(type))
                    .allSatisfy(field ->
                            assertThat(text).as(field + " of " + kind).containsPattern("`" + field + "[`{\\[]"));
        });
    }

    @Test
    void every_option_of_the_whole_job_and_its_source_has_a_row() {
        assertThat(fields(MediaOptions.class))
                .allSatisfy(field -> assertThat(row(field)).isNotEmpty());
        assertThat(fields(MediaSource.class))
                .allSatisfy(field -> assertThat(row("source." + field)).isNotEmpty());
    }

    @Test
    void every_preset_for_media_has_a_row() {
        assertThat(BuiltInPresets.all())
                .filteredOn(preset -> preset.request().path("type").asString().equals("media"))
                .hasSize(9)
                .allSatisfy(preset -> assertThat(row(preset.name())).isNotEmpty());
    }

    @Test
    void every_row_names_a_test_that_exists() throws IOException {
        List<String> rows = lines.stream()
                .filter(line -> line.matches("\\| `[a-z0-9_.-]+` \\|.*") && line.split("\\|", -1).length >= 5)
                .toList();

        assertThat(rows).hasSizeGreaterThan(20);
        for (String row : rows) {
            String proof = row.substring(row.lastIndexOf('|', row.length() - 2));
            List<String> tests =
                    TEST.matcher(proof).results().map(found -> found.group(1)).toList();
            assertThat(tests).as(row).isNotEmpty();
        }
        assertThat(tests()).containsAll(named());
    }

    private List<String> named() {
        return lines.stream()
                .flatMap(line -> TEST.matcher(line).results().map(found -> found.group(1)))
                .distinct()
                .toList();
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(MediaDocsTest::names)
                    .toList();
        }
    }

    private static Stream<String> names(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the heading of outputs: an option of the whole job may have the name of an output. */
    private String outputRow(String kind) {
        return row(kind, lines.subList(lines.indexOf("## Outputs"), lines.size()));
    }

    private String row(String name) {
        return row(name, lines);
    }

    private static String row(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElse("");
    }

    /** As JSON names them. */
    private static List<String> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> !hidden(component))
                .map(component -> Json.fieldName(component.getName()))
                .toList();
    }

    private static boolean hidden(RecordComponent component) {
        Schema words = component.getAccessor().getAnnotation(Schema.class);
        return words != null && words.hidden();
    }
}
