package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/** Every link of the page. */
@JsonTypeName(LinksOutput.KIND)
@Schema(
        name = "LinksOutput",
        description = "Every link of the page, as JSON: address, text, rel, internal or external.")
public record LinksOutput() implements CaptureOutput {
    static final String KIND = "links";

    @Override
    public String kindName() {
        return KIND;
    }
}
