package dev.tintype.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.job.JobId;
import java.util.Optional;

/** An upload's public name: {@code upl_} and what follows {@code job_} in a {@link JobId}, so ids sort by time. */
public record UploadId(@JsonValue String value) {
    /** The form of an id, for constraints. */
    public static final String FORM = "upl_[0-9a-hjkmnp-tv-z]{26}";

    private static final String PREFIX = "upl_";

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    @JsonCreator
    public UploadId {
        if (!value.matches(FORM)) {
            throw new IllegalArgumentException("not an upload id");
        }
    }

    /** A new id, later than every id this process made before. */
    public static UploadId create() {
        return new UploadId(PREFIX + JobId.create().value().substring("job_".length()));
    }

    /** The id in {@code text}, or empty when it is none: unknown and malformed ids answer alike. */
    public static Optional<UploadId> parse(String text) {
        return text.matches(FORM) ? Optional.of(new UploadId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
