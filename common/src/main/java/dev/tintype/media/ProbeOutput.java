package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/** What the source is: container, tracks, sizes, rates. */
@JsonTypeName(ProbeOutput.KIND)
@Schema(name = "ProbeOutput", description = "What the source is, as JSON: container, tracks, sizes, rates.")
public record ProbeOutput() implements MediaOutput {
    static final String KIND = "probe";

    @Override
    public String kindName() {
        return KIND;
    }
}
