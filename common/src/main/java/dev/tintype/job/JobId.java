package dev.tintype.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.codec.base.BaseNCodec;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job's public name: {@code job_} and a UUIDv7 (RFC 9562 §5.7) in lower-case Crockford base32, so ids sort by time of
 * acceptance.
 */
public record JobId(@JsonValue String value) implements Comparable<JobId> {
    private static final BaseNCodec CROCKFORD = BaseNCodec.newInstance("0123456789abcdefghjkmnpqrstvwxyz");
    private static final Pattern FORM = Pattern.compile("job_[0-9a-hjkmnp-tv-z]{26}");

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    @JsonCreator
    public JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id");
        }
    }

    /** A new id, later than every id this process made before. */
    public static JobId create() {
        return new JobId("job_" + CROCKFORD.encode(UuidCreator.getTimeOrderedEpochPlus1()));
    }

    /** The id in {@code text}, or empty when it is none: unknown and malformed ids answer alike. */
    public static Optional<JobId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
