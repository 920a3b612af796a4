package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a page that opened a failure all the same. Each has an error code of its own.
 *
 * @param httpStatus of the page itself: first and last; empty: none
 * @param resourceStatus of anything in the page: first and last; null: none
 * @param resourceError a request of the page came to nothing
 * @param minBytes an artifact has fewer
 */
public record FailOn(
        @Schema(
                description = "The page's own status is between these two; an empty list lets every status pass.",
                defaultValue = "[400, 599]",
                example = "[500, 599]")
        @Size(max = 2)
        List<@NotNull @Min(100) @Max(599) Integer> httpStatus,

        @Schema(
                description = "Something in the page was answered with a status between these two.",
                example = "[400, 599]")
        @Size(max = 2)
        @Nullable
        List<@NotNull @Min(100) @Max(599) Integer> resourceStatus,

        @Schema(description = "A request of the page came to nothing.", defaultValue = "false", example = "true")
        Boolean resourceError,

        @Schema(description = "The page wrote an error to the console.", defaultValue = "false", example = "true")
        Boolean consoleError,

        @Schema(description = "A script of the page threw.", defaultValue = "false", example = "true")
        Boolean pageError,

        @Schema(description = "The page shows one of these texts.", example = "[\"Out of stock\"]")
        @Size(max = 32)
        @Nullable
        List<@NotNull @Size(min = 1, max = 1024) String> textPresent,

        @Schema(description = "The page does not show one of these texts.", example = "[\"Welcome\"]")
        @Size(max = 32)
        @Nullable
        List<@NotNull @Size(min = 1, max = 1024) String> textMissing,

        @Schema(description = "The window shows one plain colour.", defaultValue = "false", example = "true")
        Boolean blank,

        @Schema(description = "The page asks whether its visitor is human.", defaultValue = "false", example = "true")
        Boolean captcha,

        @Schema(description = "An artifact has fewer bytes.", example = "1024") @Min(1) @Max(1_000_000_000) @Nullable
        Integer minBytes) {
    private static final List<Integer> ERRORS = List.of(400, 599);

    public FailOn {
        httpStatus = httpStatus == null ? ERRORS : Collections.unmodifiableList(new ArrayList<>(httpStatus));
        resourceStatus = resourceStatus == null ? null : Collections.unmodifiableList(new ArrayList<>(resourceStatus));
        resourceError = resourceError != null && resourceError;
        consoleError = consoleError != null && consoleError;
        pageError = pageError != null && pageError;
        blank = blank != null && blank;
        captcha = captcha != null && captcha;
    }

    /** The error statuses of the page itself, and nothing else. */
    @SuppressWarnings("NullAway") // the other constructor fills defaults in
    static FailOn usual() {
        return new FailOn(null, null, null, null, null, null, null, null, null, null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a range of statuses is [first, last], or empty")
    public boolean isEveryRangeOne() {
        return isRange(httpStatus) && (resourceStatus == null || isRange(resourceStatus));
    }

    private static boolean isRange(List<Integer> range) {
        return range.isEmpty()
                || (range.size() == 2
                        && (range.get(0) == null || range.get(1) == null || range.get(0) <= range.get(1)));
    }

    /** Whether {@code status} is in {@code range}. */
    public static boolean within(int status, @Nullable List<Integer> range) {
        return range != null && range.size() == 2 && status >= range.get(0) && status <= range.get(1);
    }
}
