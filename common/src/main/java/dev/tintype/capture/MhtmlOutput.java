package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/** The page and everything it is made of, as a web archive (RFC 2557). */
@JsonTypeName(MhtmlOutput.KIND)
@Schema(name = "MhtmlOutput", description = "The page and everything it is made of, as a web archive (RFC 2557).")
public record MhtmlOutput() implements CaptureOutput {
    static final String KIND = "mhtml";

    @Override
    public String kindName() {
        return KIND;
    }
}
