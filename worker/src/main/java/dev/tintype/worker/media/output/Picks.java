package dev.tintype.worker.media.output;

import dev.tintype.worker.media.plan.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/** Which frames are taken, as an expression for FFmpeg's select filter: the first at or after each moment. */
final class Picks {
    private Picks() {}

    /** The first frame at or after each of the moments, which rise. */
    static String at(List<Long> moments) {
        // as many moments have passed as frames were taken: not yet this one
        return moments.stream()
                .map(ms -> "gte(t+0.0005," + Arguments.seconds(ms) + ")")
                .collect(Collectors.joining("+", "gt(", ",selected_n)"));
    }

    /** The first frame at or after each multiple of so many seconds. */
    static String every(double seconds) {
        return "gte(t+0.0005," + Arguments.number(seconds) + "*selected_n)";
    }
}
