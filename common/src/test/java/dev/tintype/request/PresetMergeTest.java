package dev.tintype.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.preset.Preset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PresetMergeTest {
    private final RequestReader reader = new RequestReader(false);

    private JobRequest read(String preset, String request) {
        PresetSource presets =
                name -> name.equals("shop") ? Optional.of((ObjectNode) Json.tree(preset)) : Optional.empty();
        return reader.read(request.getBytes(StandardCharsets.UTF_8), presets);
    }

    private ObjectNode merged(String preset, String fields) {
        return read(preset, "{\"preset\":\"shop\"," + fields + "}").toJson();
    }

    private AbstractObjectAssert<?, InvalidRequest> refusal(String preset, String fields) {
        return assertThatThrownBy(() -> merged(preset, fields)).asInstanceOf(type(InvalidRequest.class));
    }

    private static final String SOURCE = "\"source\":{\"url\":\"https://a.example/\"}";

    @Test
    void what_the_request_does_not_say_the_preset_does() {
        ObjectNode job = merged(
                "{\"type\":\"capture\",\"page\":{\"scale\":2,\"viewport\":{\"width\":100,\"height\":200}},\"tags\":[\"a\"]}",
                SOURCE + ",\"page\":{\"viewport\":{\"width\":300}}");

        assertThat(job.at("/type").asString()).isEqualTo("capture");
        assertThat(job.at("/page/scale").asDouble()).isEqualTo(2);
        assertThat(job.at("/page/viewport/width").asInt()).isEqualTo(300);
        assertThat(job.at("/page/viewport/height").asInt()).isEqualTo(200);
        assertThat(job.at("/tags/0").asString()).isEqualTo("a");
        assertThat(job.at("/preset").asString()).isEqualTo("shop");
    }

    @Test
    void lists_are_taken_whole_and_null_takes_away() {
        ObjectNode job = merged(
                "{\"type\":\"capture\",\"outputs\":[{\"kind\":\"pdf\"},{\"kind\":\"screenshot\"}],\"queue_ttl_s\":5}",
                SOURCE + ",\"outputs\":[{\"kind\":\"screenshot\"}],\"queue_ttl_s\":null");

        assertThat(job.at("/outputs").size()).isEqualTo(1);
        assertThat(job.has("queue_ttl_s")).isFalse();
    }

    @Test
    void a_source_is_never_made_of_two() {
        ObjectNode job = merged("{\"type\":\"capture\",\"source\":{\"html\":\"<p>\"}}", SOURCE);

        assertThat(job.at("/source").propertyNames()).containsExactly("url");
    }

    @Test
    void an_error_says_whose_it_is() {
        refusal("{\"type\":\"capture\",\"timeout_s\":99999}", SOURCE)
                .satisfies(e -> assertThat(e.errors().getFirst().pointer()).isEqualTo("/timeout_s"))
                .satisfies(e -> assertThat(e.detail()).endsWith("The value is that of preset \"shop\"."));
        refusal("{\"type\":\"capture\",\"timeout_s\":9}", SOURCE + ",\"timeout_s\":99999")
                .satisfies(e -> assertThat(e.detail()).endsWith("The request is at fault, not preset \"shop\"."));
        refusal("{\"type\":\"capture\",\"outputs\":[{\"kind\":\"dance\"}]}", SOURCE)
                .satisfies(e -> assertThat(e.errors().getFirst().pointer()).isEqualTo("/outputs/0/kind"))
                .satisfies(e -> assertThat(e.detail()).endsWith("The value is that of preset \"shop\"."));
        refusal("{\"type\":\"capture\",\"page\":{\"scale\":9,\"timeout_ms\":1}}", SOURCE + ",\"page\":{\"scale\":8}")
                .satisfies(e -> assertThat(e.errors())
                        .extracting(FieldError::pointer, error -> error.detail().contains("that of preset"))
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("/page/scale", false),
                                org.assertj.core.groups.Tuple.tuple("/page/timeout_ms", true)));
        refusal("{\"type\":\"capture\",\"priority\":\"high\"}", "\"tags\":[]")
                .satisfies(e -> assertThat(e.errors().getFirst().pointer()).isEqualTo("/source"))
                .satisfies(e -> assertThat(e.detail()).contains("The request is at fault"));
    }

    @Test
    void a_preset_of_another_type_and_one_that_is_not_there_are_refused() {
        refusal("{\"type\":\"noop\"}", "\"type\":\"capture\"," + SOURCE)
                .satisfies(e -> assertThat(e.errors().getFirst().pointer()).isEqualTo("/type"));
        assertThatThrownBy(() -> read("{}", "{\"preset\":\"shopp\"," + SOURCE + "}"))
                .asInstanceOf(type(InvalidRequest.class))
                .satisfies(e -> assertThat(e.errors().getFirst().code()).isEqualTo("unknown-preset"));
        assertThatThrownBy(() -> read("{}", "{\"preset\":5," + SOURCE + "}"))
                .asInstanceOf(type(InvalidRequest.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(InvalidRequest.Kind.WRONG_FORM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "desktop_full", "article_pdf"})
    void the_built_in_ones_make_good_jobs(String name) {
        PresetSource builtIn = asked -> BuiltInPresets.find(asked).map(Preset::request);

        JobRequest job =
                reader.read(("{\"preset\":\"" + name + "\"," + SOURCE + "}").getBytes(StandardCharsets.UTF_8), builtIn);

        assertThat(job.spec().typeName()).isEqualTo("capture");
    }
}
