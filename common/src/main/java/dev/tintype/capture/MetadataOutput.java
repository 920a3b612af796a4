package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/** What the page says about itself: title, description, Open Graph, icons, feeds, fonts, colours and more. */
@JsonTypeName(MetadataOutput.KIND)
@Schema(
        name = "MetadataOutput",
        description = "What the page says about itself, as JSON: title, description, canonical address, language,"
                + " Open Graph, Twitter, JSON-LD, icons, feeds, fonts and colours.")
public record MetadataOutput() implements CaptureOutput {
    static final String KIND = "metadata";

    @Override
    public String kindName() {
        return KIND;
    }
}
