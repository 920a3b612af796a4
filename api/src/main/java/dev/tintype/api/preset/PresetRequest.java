package dev.tintype.api.preset;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A preset to be saved.
 *
 * @param request a job request that may leave out anything, its source too
 */
@Schema(name = "PresetRequest", description = "A named partial job request.")
public record PresetRequest(
        @Schema(description = "What it is for.", example = "Product pages as the shop shows them")
        @Size(max = 255)
        @Nullable
        String description,

        @Schema(
                description =
                        "A job request that may leave out anything, its source too; capture when type is left out.",
                example = "{\"page\": {\"viewport\": {\"width\": 1440, \"height\": 900}}}")
        @NotNull
        @Size(min = 1, max = 64)
        Map<String, Object> request) {}
