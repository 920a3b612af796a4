package dev.tintype.event;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the stream of events: the server's milliseconds, and a number within them. */
public record EventPosition(long millis, long number) implements Comparable<EventPosition> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})-(\\d{1,18})");
    private static final Comparator<EventPosition> ORDER =
            Comparator.comparingLong(EventPosition::millis).thenComparingLong(EventPosition::number);

    /** The place in {@code text}; empty when it is none. */
    public static Optional<EventPosition> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The place of {@code event}. */
    public static EventPosition of(JobEvent event) {
        return parse(event.streamId()).orElseThrow();
    }

    public boolean isAfter(EventPosition other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }

    /** As the stream writes it. */
    @Override
    public String toString() {
        return millis + "-" + number;
    }
}
