package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The document as it is after its scripts ran.
 *
 * @param inlineResources whether style sheets, pictures, fonts and frames are put into the one file
 */
@JsonTypeName(HtmlOutput.KIND)
@Schema(name = "HtmlOutput", description = "The document as it is after its scripts ran.")
public record HtmlOutput(
        @Schema(
                description = "Put style sheets, pictures, fonts and frames into the one file, and leave scripts out.",
                defaultValue = "false",
                example = "true")
        Boolean inlineResources)
        implements CaptureOutput {
    static final String KIND = "html";

    public HtmlOutput {
        inlineResources = inlineResources != null && inlineResources;
    }

    @Override
    public String kindName() {
        return KIND;
    }
}
