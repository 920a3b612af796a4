package dev.tintype.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.job.JobId;
import java.util.Optional;
import java.util.regex.Pattern;

/** A schedule's public name: {@code sch_} and what follows in a {@link JobId}. */
public record ScheduleId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("sch_[0-9a-hjkmnp-tv-z]{26}");

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    @JsonCreator
    public ScheduleId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a schedule id");
        }
    }

    public static ScheduleId create() {
        return new ScheduleId("sch_" + JobId.create().value().substring("job_".length()));
    }

    /** The id in {@code text}, or empty when it is none. */
    public static Optional<ScheduleId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ScheduleId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
