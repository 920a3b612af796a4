package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.InputArguments;
import java.math.BigDecimal;
import java.util.List;

/** Arguments that every run has, and how numbers are written in them. */
public final class Arguments {
    private Arguments() {}

    /** Before the input. */
    public static List<String> global(int threads) {
        return List.of(
                "-nostdin",
                "-hide_banner",
                "-nostats",
                "-y",
                "-progress",
                "pipe:1",
                "-stats_period",
                "0.5",
                "-loglevel",
                "level+warning",
                "-max_alloc",
                Long.toString(InputArguments.MOST_AT_ONCE),
                // damaged here and there is shown as it is; damaged all over is a failure
                "-max_error_rate",
                "0.1",
                "-filter_complex_threads",
                Integer.toString(threads),
                "-threads",
                Integer.toString(threads));
    }

    /** Milliseconds as seconds: {@code 1.5}. */
    public static String seconds(long ms) {
        return number(BigDecimal.valueOf(ms, 3));
    }

    /** Without an exponent and trailing zeros. */
    public static String number(double value) {
        return number(BigDecimal.valueOf(value));
    }

    private static String number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }

    /** Where an artifact of that name is made. */
    public static String out(String name) {
        return "file:out/" + name;
    }
}
