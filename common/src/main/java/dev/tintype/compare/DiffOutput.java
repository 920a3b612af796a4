package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;

/**
 * The image as it was, pale, with what changed in a colour.
 *
 * @param color of what changed: {@code #rrggbb}
 */
@JsonTypeName(DiffOutput.KIND)
@Schema(name = "DiffOutput", description = "The image as it was, pale, with what changed in a colour. A PNG.")
public record DiffOutput(
        @Schema(description = "Of what changed.", defaultValue = "#ff0000", example = "#ff00ff")
        @Pattern(regexp = "#[0-9a-fA-F]{6}")
        String color)
        implements CompareOutput {
    static final String KIND = "diff";
    private static final String RED = "#ff0000";

    public DiffOutput {
        color = color == null ? RED : color;
    }

    public static DiffOutput defaults() {
        return new DiffOutput(RED);
    }

    @Override
    public String kindName() {
        return KIND;
    }
}
