package dev.tintype.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tintype.capture.PageOptions;
import dev.tintype.capture.PdfOutput;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JobRequestTest {
    private static final String FULL = """
            {"type": "capture", "source": {"url": "https://example.com/"},
             "page": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "wait_until": "networkidle"},
             "outputs": [{"kind": "screenshot", "format": "webp", "full_page": true}, {"kind": "pdf", "landscape": true}],
             "timeout_s": 90, "tags": ["nightly"], "metadata": {"order": "42"}}
            """;

    @Test
    void a_flat_request_is_read_into_its_two_parts() {
        JobRequest request = JobRequest.fromJson(Json.tree(FULL));

        CaptureSpec spec = (CaptureSpec) request.spec();
        assertThat(spec.page().waitUntil()).isEqualTo(PageOptions.WaitUntil.NETWORKIDLE);
        assertThat(spec.page().timeoutMs()).isEqualTo(30_000);
        assertThat(spec.outputs()).hasSize(2).last().isInstanceOf(PdfOutput.class);
        assertThat(((ScreenshotOutput) spec.outputs().getFirst()).format()).isEqualTo(ScreenshotOutput.Format.WEBP);
        assertThat(request.timeout()).hasSeconds(90);
        assertThat(request.options().metadata()).isEqualTo(Map.of("order", "42"));
    }

    @Test
    void the_canonical_form_reads_back_to_the_same_request() {
        JobRequest request = JobRequest.fromJson(Json.tree(FULL));

        assertThat(JobRequest.fromJson(request.toJson())).isEqualTo(request);
        assertThat(request.toJson().get("type").asString()).isEqualTo("capture");
        assertThat(request.toJson().get("outputs").get(0).get("kind").asString())
                .isEqualTo("screenshot");
    }

    @Test
    void a_bare_source_gets_every_default() {
        JobRequest request =
                JobRequest.fromJson(Json.tree("{\"type\":\"capture\",\"source\":{\"url\":\"https://example.com\"}}"));

        CaptureSpec spec = (CaptureSpec) request.spec();
        assertThat(spec.outputs()).containsExactly(ScreenshotOutput.defaults());
        assertThat(request.timeout()).hasMinutes(1);
        assertThat(request.options().maxAttempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"colour\":1}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\",\"colour\":1}}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"outputs\":[{\"kind\":\"screenshot\",\"colour\":1}]}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"page\":{\"viewport\":{\"width\":1,\"height\":1,\"colour\":1}}}"
            })
    void an_unknown_field_is_refused_by_name(String json) {
        assertThatThrownBy(() -> JobRequest.fromJson(Json.tree(json)))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("colour");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"type\":\"nonsense\"}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"timeout_s\":\"60\"}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"timeout_s\":1.5}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"page\":{\"viewport\":{\"width\":10}}}",
                "{\"type\":\"capture\",\"source\":{\"url\":\"https://e.com\"},\"outputs\":[{\"kind\":\"screenshot\",\"format\":\"tga\"}]}"
            })
    void what_is_not_a_request_is_refused(String json) {
        assertThatThrownBy(() -> JobRequest.fromJson(Json.tree(json))).isInstanceOf(JacksonException.class);
    }

    @Test
    void artifacts_keep_their_facts() {
        Artifact artifact = new Artifact("a.png", "screenshot", "image/png", 5, "00", 1, Map.of("width", 3));

        String json = Json.write(artifact);

        assertThat(json).contains("\"width\":3", "\"media_type\":\"image/png\"");
        assertThat(Json.read(json, Artifact.class)).isEqualTo(artifact);
    }

    @Test
    void ids_are_of_one_form_and_grow() {
        JobId first = JobId.create();
        JobId second = JobId.create();

        assertThat(first.value()).matches("job_[0-9a-hjkmnp-tv-z]{26}");
        assertThat(second).isGreaterThan(first);
        assertThat(JobId.parse(first.value())).contains(first);
        assertThat(JobId.parse("job_../../etc")).isEmpty();
    }
}
