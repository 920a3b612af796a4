package dev.tintype.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.CaptureOutput;
import dev.tintype.capture.CaptureSource;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.ScreenshotOutput;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;

/** A page to take a picture of, as a capture job would. */
public record CompareCapture(
        @Schema(description = "The page.") @NotNull @Valid CaptureSource source,

        @Schema(description = "How to visit the page.") @Valid
        PageOptions page,

        @Schema(description = "The picture, of kind screenshot; a PNG of the window when left out.") @Valid
        CaptureOutput output) {
    public CompareCapture {
        page = page == null ? PageOptions.defaults() : page;
        output = output == null ? ScreenshotOutput.defaults() : output;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "output must be of kind screenshot")
    public boolean isPicture() {
        return output instanceof ScreenshotOutput;
    }
}
