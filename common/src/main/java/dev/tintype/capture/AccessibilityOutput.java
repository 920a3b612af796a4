package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The page as assistive technology sees it.
 *
 * @param format how it is written
 */
@JsonTypeName(AccessibilityOutput.KIND)
@Schema(name = "AccessibilityOutput", description = "The page as assistive technology sees it.")
public record AccessibilityOutput(
        @Schema(
                description =
                        "yaml: an outline of roles and names, easy to read and compare. json: the browser's whole tree.",
                defaultValue = "yaml",
                example = "yaml")
        Format format)
        implements CaptureOutput {
    static final String KIND = "accessibility";

    public AccessibilityOutput {
        format = format == null ? Format.YAML : format;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    /** How it is written. */
    public enum Format {
        YAML,
        JSON
    }
}
