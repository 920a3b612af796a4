package dev.tintype.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sizes, times and counts as people read them. */
public final class Words {
    private Words() {}

    /** {@code 512 bytes}, {@code 48.2 kB}, {@code 1.3 MB}: powers of ten, as file managers show them. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double value = bytes;
        String unit = "";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (Math.round(value * 10) < 10_000) {
                break;
            }
            value /= 1000;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    /** {@code 84 ms}, {@code 3.2 s}, {@code 2 m 5 s}, {@code 3 h 20 m}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 950) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 3600
                ? seconds / 60 + " m " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " m";
    }

    /** {@code now}, {@code 12 s ago}, {@code 5 m ago}, {@code 3 h ago}, {@code 4 d ago}. */
    public static String age(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 2) {
            return "now";
        }
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " m ago";
        }
        return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
    }
}
