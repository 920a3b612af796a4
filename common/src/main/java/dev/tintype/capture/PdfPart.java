package dev.tintype.capture;

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
 * One part of a PDF that is put together: the job's own page, or another source.
 *
 * @param page whether this is where the job's own page goes
 * @param baseUrl what relative links in html and markdown resolve against
 * @param artifact what another job makes: a PDF as it is; HTML and images are printed
 * @param upload a PDF as it is; what a capture can open is printed
 */
@Schema(
        name = "PdfPart",
        description = "One part of a PDF that is put together: the job's own page, or another source.")
public record PdfPart(
        @Schema(description = "Here goes the job's own page.", example = "true") @Nullable
        Boolean page,

        @Schema(description = "An http or https address.", example = "https://example.com/terms")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String url,

        @Schema(description = "A whole HTML document.", example = "<h1>Appendix</h1>") @Size(max = 1_048_576) @Nullable
        String html,

        @Schema(description = "A Markdown document.", example = "# Appendix") @Size(max = 1_048_576) @Nullable
        String markdown,

        @Schema(
                description = "What relative links in html, markdown or upload resolve against.",
                example = "https://example.com/")
        @WebUrl
        @Size(max = 8192)
        @Nullable
        String baseUrl,

        @Schema(description = "A PDF, HTML or an image that another job of yours makes; this one waits for that.")
        @Valid
        @Nullable
        ArtifactRef artifact,

        @Schema(
                description = "Id of an upload: a PDF, which is taken as it is, or what a capture can open.",
                example = "upl_01kb5c8vq0e1x9f3m7t2r6w4zn")
        @Pattern(regexp = "upl_[0-9a-hjkmnp-tv-z]{26}")
        @Nullable
        String upload) {
    /** What an uploaded PDF says that it is. */
    public static final String PDF_TYPE = "application/pdf";

    /** The most bytes that a PDF from elsewhere may have. */
    public static final long MAX_PDF = 64L << 20;

    /** Whether it is the job's own page. */
    public boolean ownPage() {
        return Boolean.TRUE.equals(page);
    }

    /** What to open, if it is not the job's own page. */
    @JsonIgnore
    public CaptureSource source() {
        return new CaptureSource(url, html, markdown, baseUrl, artifact, upload);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of page: true, url, html, markdown, artifact and upload")
    public boolean isExactlyOne() {
        return Stream.of(ownPage() ? page : null, url, html, markdown, artifact, upload)
                        .filter(Objects::nonNull)
                        .count()
                == 1;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "base_url goes with html, markdown, artifact and upload only")
    public boolean isBaseUrlWithDocument() {
        return baseUrl == null || (url == null && !ownPage());
    }
}
