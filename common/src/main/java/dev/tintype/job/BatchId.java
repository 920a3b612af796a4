package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** A batch's public name: {@code bat_} and what follows in a {@link JobId}. */
public record BatchId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("bat_[0-9a-hjkmnp-tv-z]{26}");

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    @JsonCreator
    public BatchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a batch id");
        }
    }

    public static BatchId create() {
        return new BatchId("bat_" + JobId.create().value().substring("job_".length()));
    }

    /** The id in {@code text}, or empty when it is none. */
    public static Optional<BatchId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BatchId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
