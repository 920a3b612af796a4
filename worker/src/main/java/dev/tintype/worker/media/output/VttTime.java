package dev.tintype.worker.media.output;

import java.util.Locale;

/** Times as WebVTT writes them. */
final class VttTime {
    private VttTime() {}

    /** {@code 01:02:03.004}. */
    static String of(long ms) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%03d", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    }
}
