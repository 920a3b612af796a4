package dev.tintype.worker.media.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of FFmpeg.
 *
 * @param stage one word for progress
 * @param steady whether it writes all the time
 * @param card whether it needs the graphics card
 */
public record Command(String stage, List<String> arguments, boolean steady, boolean card) {
    /** The argument before one that nobody is shown. */
    public static final String SECRET = "-encryption_key";

    /** One that needs no graphics card. */
    public Command(String stage, List<String> arguments, boolean steady) {
        this(stage, arguments, steady, false);
    }

    public Command {
        arguments = List.copyOf(arguments);
    }

    /** The arguments as callers are shown them. */
    public List<String> shown() {
        List<String> shown = new ArrayList<>(arguments);
        for (int n = 1; n < shown.size(); n++) {
            if (shown.get(n - 1).equals(SECRET)) {
                shown.set(n, "***");
            }
        }
        return shown;
    }
}
