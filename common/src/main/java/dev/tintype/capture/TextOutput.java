package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the page says, as plain text.
 *
 * @param selector a CSS selector: what matches instead of the main content
 */
@JsonTypeName(TextOutput.KIND)
@Schema(
        name = "TextOutput",
        description = "What the page says, as plain text: its main content, without navigation and the like.")
public record TextOutput(
        @Schema(
                description = "Everything that matches this CSS selector, instead of the main content.",
                example = "article")
        @Size(min = 1, max = 1024)
        @Nullable
        String selector)
        implements CaptureOutput {
    static final String KIND = "text";

    @Override
    public String kindName() {
        return KIND;
    }
}
