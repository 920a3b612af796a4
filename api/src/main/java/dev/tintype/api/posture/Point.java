package dev.tintype.api.posture;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One point of the checklist. */
@Schema(name = "SecurityPoint", description = "One point of the checklist, and how it stands.")
public record Point(
        @Schema(example = "rate limits") String subject,

        @Schema(description = "pass, warn or fail.") Level level,

        @Schema(description = "What is the case.") String detail,

        @Schema(description = "What to do about it; left out when there is nothing to do.") @Nullable
        String mend) {
    /** How it stands. */
    public enum Level {
        @JsonProperty("pass")
        PASS,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("fail")
        FAIL
    }

    static Point pass(String subject, String detail) {
        return new Point(subject, Level.PASS, detail, null);
    }

    static Point warn(String subject, String detail, String mend) {
        return new Point(subject, Level.WARN, detail, mend);
    }

    static Point fail(String subject, String detail, String mend) {
        return new Point(subject, Level.FAIL, detail, mend);
    }

    /** A pass when {@code good}, else a warning. */
    static Point when(boolean good, String subject, String passes, String warns, String mend) {
        return good ? pass(subject, passes) : warn(subject, warns, mend);
    }

    /** All points. */
    @Schema(name = "SecurityPosture")
    public record All(List<Point> items) {}
}
