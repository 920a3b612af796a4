package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to open: exactly one of {@code url}, {@code html} and {@code artifact}.
 *
 * @param url http or https, no credentials
 * @param html a whole document; shown under {@code baseUrl}, or under an origin of its own that has no network name
 * @param baseUrl what relative links in {@code html} resolve against
 * @param artifact what another job made: HTML, or an image
 */
public record CaptureSource(
        @Schema(description = "An http or https address.", example = "https://example.com/")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String url,

        @Schema(description = "A whole HTML document.", example = "<h1>Hello</h1>") @Size(max = 10_485_760) @Nullable
        String html,

        @Schema(description = "What relative links in html resolve against.", example = "https://example.com/")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String baseUrl,

        @Schema(description = "HTML or an image that another job of yours makes; this one waits for that.")
        @Valid
        @Nullable
        ArtifactRef artifact) {

    public static CaptureSource ofUrl(String url) {
        return new CaptureSource(url, null, null, null);
    }

    public static CaptureSource ofHtml(String html) {
        return new CaptureSource(null, html, null, null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of url, html and artifact")
    public boolean isExactlyOne() {
        return Stream.of(url, html, artifact).filter(Objects::nonNull).count() == 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "base_url goes with html only")
    public boolean isBaseUrlWithHtml() {
        return baseUrl == null || html != null;
    }
}
