package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to wait for: exactly one of the components before {@code timeoutMs}.
 *
 * @param timeoutMs null: what is left of the page's time
 */
public record WaitFor(
        @Schema(description = "An element that matches this CSS selector is visible.", example = "#chart svg")
        @Size(min = 1, max = 1024)
        @Nullable
        String selector,

        @Schema(description = "No element that matches is visible.", example = ".spinner")
        @Size(min = 1, max = 1024)
        @Nullable
        String selectorGone,

        @Schema(description = "A JavaScript expression is true.", example = "window.ready === true")
        @Size(min = 1, max = 16_384)
        @Nullable
        String expression,

        @Schema(description = "The page shows this text.", example = "All done") @Size(min = 1, max = 1024) @Nullable
        String text,

        @Schema(
                description = "A request to an address like this was answered; * stands for anything.",
                example = "*/api/items*")
        @Size(min = 1, max = 2048)
        @Nullable
        String response,

        @Schema(description = "A DOM event of this name happened, since the document began.", example = "app:ready")
        @Size(min = 1, max = 128)
        @Nullable
        String event,

        @Schema(description = "So many milliseconds have passed.", example = "500") @Min(1) @Max(60_000) @Nullable
        Integer delayMs,

        @Schema(
                description = "Milliseconds to wait at most; what is left of page.timeout_ms when left out.",
                example = "5000")
        @Min(1)
        @Max(600_000)
        @Nullable
        Integer timeoutMs) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give exactly one of selector, selector_gone, expression, text, response, event and delay_ms")
    public boolean isExactlyOne() {
        return Stream.of(selector, selectorGone, expression, text, response, event, delayMs)
                        .filter(Objects::nonNull)
                        .count()
                == 1;
    }

    /** Whether it needs the page's scripts to run. */
    boolean scripted() {
        return expression != null || event != null;
    }

    /** For people: what is waited for. */
    public String what() {
        if (selector != null) {
            return "the selector " + selector;
        }
        if (selectorGone != null) {
            return "the end of " + selectorGone;
        }
        if (expression != null) {
            return "the expression";
        }
        if (text != null) {
            return "the text \"" + text + "\"";
        }
        if (response != null) {
            return "an answer from " + response;
        }
        return event != null ? "the event " + event : delayMs + " ms";
    }
}
