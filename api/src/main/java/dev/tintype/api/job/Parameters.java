package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.json.IsoTimes;
import dev.tintype.request.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; what cannot be read is a problem that names the parameter. Null in, null out. */
public final class Parameters {
    private static final int LONGEST_WAIT_S = 60;
    private static final int MOST_PAIRS = 8;

    private Parameters() {}

    /** Seconds to wait, 0 to 60. */
    public static @Nullable Duration wait(@Nullable String text) {
        Integer seconds = whole("wait", text, 0, LONGEST_WAIT_S);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    public static @Nullable Integer whole(String name, @Nullable String text, int least, int most) {
        if (text == null) {
            return null;
        }
        boolean number = text.matches("\\d{1,9}");
        if (!number || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw invalid(
                    name,
                    FieldError.OUT_OF_RANGE,
                    name + " must be a whole number from " + least + " to " + most + ".");
        }
        return Integer.valueOf(text);
    }

    public static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            // a plus sign that was not escaped arrives as a space
            return IsoTimes.parse(text.replace(' ', '+'));
        } catch (DateTimeParseException e) {
            throw invalid(
                    name,
                    FieldError.INVALID_FORMAT,
                    name + " must be a time with a zone, such as 2030-01-01T06:00:00Z.");
        }
    }

    public static @Nullable String oneOf(String name, @Nullable String text, Collection<String> allowed) {
        if (text == null || allowed.contains(text)) {
            return text;
        }
        throw invalid(name, FieldError.UNSUPPORTED_VALUE, name + " must be one of " + String.join(", ", allowed) + ".");
    }

    public static @Nullable String matching(String name, @Nullable String text, Pattern form) {
        if (text == null || form.matcher(text).matches()) {
            return text;
        }
        throw invalid(name, FieldError.INVALID_FORMAT, name + " must match " + form + ".");
    }

    /** {@code name=value}, as often as given; the value may be empty. */
    public static Map<String, String> pairs(String name, @Nullable List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            int equals = text.indexOf('=');
            if (equals < 1 || pairs.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw invalid(
                        name,
                        FieldError.INVALID_FORMAT,
                        name + " must be name=value, each name once, such as " + name + "=order=42.");
            }
        }
        if (pairs.size() > MOST_PAIRS) {
            throw invalid(name, FieldError.OUT_OF_RANGE, "Give " + name + " at most " + MOST_PAIRS + " times.");
        }
        return pairs;
    }

    private static ProblemException invalid(String name, String code, String detail) {
        return Problem.of(ProblemType.INVALID_PARAMETER, ProblemError.ofParameter(name, code, detail))
                .exception();
    }
}
