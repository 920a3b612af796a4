package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;

/** The two images: how it was, and how it is. */
public record CompareSource(
        @Schema(description = "How it was.") @NotNull @Valid CompareImage before,

        @Schema(description = "How it is.") @NotNull @Valid CompareImage after) {
    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "last_run is for before only, and after is then a capture")
    public boolean isLastRunInItsPlace() {
        return before == null
                || after == null
                || (!after.ofLastRun() && (!before.ofLastRun() || after.capture() != null));
    }
}
