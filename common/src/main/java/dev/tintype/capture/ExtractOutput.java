package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values from the page, as one JSON object.
 *
 * @param fields what to find, by the name it has in the result
 */
@JsonTypeName(ExtractOutput.KIND)
@Schema(name = "ExtractOutput", description = "Named values from the page, as one JSON object.")
public record ExtractOutput(
        @Schema(
                description = "What to find, by the name it has in the result.",
                example =
                        "{\"title\": {\"selector\": \"h1\"}, \"links\": {\"selector\": \"a\", \"attribute\": \"href\","
                                + " \"all\": true}}")
        @NotNull
        @Size(min = 1, max = 100)
        Map<@NotNull @Size(min = 1, max = 64) String, @NotNull @Valid Field> fields)
        implements CaptureOutput {
    static final String KIND = "extract";

    public ExtractOutput {
        fields = fields == null ? fields : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String kindName() {
        return KIND;
    }

    /**
     * One value, or one list of them.
     *
     * @param attribute null: the text; {@code href} and {@code src} are given as whole addresses
     * @param all every element that matches, as a list, instead of the first one
     */
    @Schema(name = "ExtractField", description = "One value, or one list of values.")
    public record Field(
            @Schema(description = "A CSS selector.", example = "h1") @NotNull @Size(min = 1, max = 1024)
            String selector,

            @Schema(
                    description = "An attribute, instead of the text; addresses in href and src are made whole.",
                    example = "href")
            @Pattern(regexp = "[A-Za-z_][A-Za-z0-9_.:-]{0,63}")
            @Nullable
            String attribute,

            @Schema(
                    description = "A list of every element that matches, instead of the first one or null.",
                    defaultValue = "false",
                    example = "true")
            Boolean all) {
        public Field {
            all = all != null && all;
        }
    }
}
