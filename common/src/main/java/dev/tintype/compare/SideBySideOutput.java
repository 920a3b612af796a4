package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Both images beside each other.
 *
 * @param diff whether a {@link DiffOutput} is the third
 */
@JsonTypeName(SideBySideOutput.KIND)
@Schema(name = "SideBySideOutput", description = "Before, after, and the diff beside each other. A PNG.")
public record SideBySideOutput(
        @Schema(description = "The diff as the third.", defaultValue = "true", example = "true")
        Boolean diff) implements CompareOutput {
    static final String KIND = "side_by_side";

    public SideBySideOutput {
        diff = diff == null || diff;
    }

    @Override
    public String kindName() {
        return KIND;
    }
}
