package dev.tintype.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tintype.job.CaptureSpec;
import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whatever a header of a request is: accepted is only what is one line, a token, and not the connection's or the browser's. */
class HeaderFuzzTest {
    private static final RequestReader READER = new RequestReader(false);
    private static final Set<String> NOT_THEIRS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "keep-alive",
            "cookie");

    @FuzzTest(maxDuration = "1m")
    void any_header_is_one_line_of_its_own_or_refused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int colon = Math.max(0, text.indexOf(':'));
        Map<String, Object> page = Map.of("headers", Map.of(text.substring(0, colon), text.substring(colon)));
        Map<String, Object> request =
                Map.of("type", "capture", "source", Map.of("url", "https://example.com/"), "page", page);
        CaptureSpec spec;
        try {
            spec = (CaptureSpec)
                    READER.read(Json.mapper().writeValueAsBytes(request)).spec();
        } catch (InvalidRequest e) {
            assertThat(e.errors()).isNotEmpty();
            return;
        }
        Objects.requireNonNull(spec.page().headers()).forEach((name, value) -> {
            assertThat(name).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(NOT_THEIRS).doesNotContain(name.toLowerCase(Locale.ROOT));
            assertThat(value.chars()).noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
        });
    }
}
