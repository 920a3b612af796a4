package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Every request of the visit, as an HTTP archive (HAR 1.2).
 *
 * @param content whether the bodies of the answers are in it
 */
@JsonTypeName(HarOutput.KIND)
@Schema(name = "HarOutput", description = "Every request of the visit, as an HTTP archive (HAR 1.2).")
public record HarOutput(
        @Schema(
                description = "With the bodies of the answers, as far as the browser still has them.",
                defaultValue = "false",
                example = "true")
        Boolean content)
        implements CaptureOutput {
    static final String KIND = "har";

    public HarOutput {
        content = content != null && content;
    }

    @Override
    public String kindName() {
        return KIND;
    }
}
