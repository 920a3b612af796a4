package dev.tintype.callback;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A delivery's name, and its {@code webhook-id}: the same in every attempt, so that receivers can tell a repetition. Made
 * from the job, its version and the endpoint, so that the same event never makes a second one.
 */
public record DeliveryId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("msg_[0-9a-z_]{20,120}");

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    public DeliveryId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a delivery id");
        }
    }

    /** A new id, for what nothing but a request asked for. */
    public static DeliveryId create() {
        return new DeliveryId(Ids.create("msg_"));
    }

    /** The id in {@code text}, or empty when it is none: unknown and malformed ids answer alike. */
    public static Optional<DeliveryId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new DeliveryId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
