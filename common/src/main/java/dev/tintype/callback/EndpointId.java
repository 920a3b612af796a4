package dev.tintype.callback;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** A registered endpoint's public name: {@code we_} and a UUIDv7 in lower-case Crockford base32. */
public record EndpointId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("we_[0-9a-hjkmnp-tv-z]{26}");

    /** @throws IllegalArgumentException when {@code value} is not of the form above */
    public EndpointId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an endpoint id");
        }
    }

    /** A new id. */
    public static EndpointId create() {
        return new EndpointId(Ids.create("we_"));
    }

    /** The id in {@code text}, or empty when it is none: unknown and malformed ids answer alike. */
    public static Optional<EndpointId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new EndpointId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
