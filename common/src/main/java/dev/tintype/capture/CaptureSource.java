package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to open: exactly one of {@code url}, {@code html}, {@code markdown}, {@code artifact} and {@code upload}.
 *
 * @param url http or https, no credentials
 * @param html a whole document; shown under {@code baseUrl}, or under an origin of its own that has no network name
 * @param markdown CommonMark with GitHub's tables, strikethrough and plain links; shown like {@code html}
 * @param baseUrl what relative links resolve against in a document that is not opened by its address
 * @param artifact what another job made: HTML, or an image
 * @param upload id of an upload that is a whole document, or a ZIP of {@code index.html} and what it uses; shown like
 *     {@code html}
 */
public record CaptureSource(
        @Schema(description = "An http or https address.", example = "https://example.com/")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String url,

        @Schema(description = "A whole HTML document.", example = "<h1>Hello</h1>") @Size(max = 10_485_760) @Nullable
        String html,

        @Schema(description = "A Markdown document, with GitHub's tables.", example = "# Hello")
        @Size(max = 10_485_760)
        @Nullable
        String markdown,

        @Schema(
                description = "What relative links in html, markdown or upload resolve against.",
                example = "https://example.com/")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String baseUrl,

        @Schema(description = "HTML or an image that another job of yours makes; this one waits for that.")
        @Valid
        @Nullable
        ArtifactRef artifact,

        @Schema(
                description = "Id of an upload: an HTML or Markdown document, or a ZIP with index.html and its files.",
                example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload) {

    /** What an uploaded Markdown document says that it is (RFC 7763). */
    public static final String MARKDOWN_TYPE = "text/markdown";

    /** What an uploaded ZIP says that it is. */
    public static final String ZIP_TYPE = "application/zip";

    /** The most bytes such a ZIP may have. */
    public static final long MAX_ZIP = 64L << 20;

    @JsonCreator
    public CaptureSource {
        // the one constructor that JSON is read with
    }

    /** Without Markdown or an upload. */
    public CaptureSource(
            @Nullable String url, @Nullable String html, @Nullable String baseUrl, @Nullable ArtifactRef artifact) {
        this(url, html, null, baseUrl, artifact, null);
    }

    /** Without Markdown. */
    public CaptureSource(
            @Nullable String url,
            @Nullable String html,
            @Nullable String baseUrl,
            @Nullable ArtifactRef artifact,
            @Nullable String upload) {
        this(url, html, null, baseUrl, artifact, upload);
    }

    public static CaptureSource ofUrl(String url) {
        return new CaptureSource(url, null, null, null);
    }

    public static CaptureSource ofHtml(String html) {
        return new CaptureSource(null, html, null, null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of url, html, markdown, artifact and upload")
    public boolean isExactlyOne() {
        return Stream.of(url, html, markdown, artifact, upload)
                        .filter(Objects::nonNull)
                        .count()
                == 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "base_url does not go with url")
    public boolean isBaseUrlWithHtml() {
        return baseUrl == null || url == null;
    }
}
