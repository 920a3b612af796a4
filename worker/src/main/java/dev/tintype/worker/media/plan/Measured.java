package dev.tintype.worker.media.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a source before anything is made of it.
 *
 * @param crop what is inside the black bars; null: not looked for, or there are none
 * @param loudness by index of the stream; what is silent is not in it
 */
public record Measured(@Nullable Box crop, Map<Integer, Loudness> loudness) {
    /** Nothing had to be. */
    public static final Measured NOTHING = new Measured(null, Map.of());

    public Measured {
        loudness = Map.copyOf(loudness);
    }

    /** A part of the upright picture with square pixels. */
    public record Box(int x, int y, int width, int height) {}

    /** What the second pass of loudnorm needs of the first (EBU R 128). */
    public record Loudness(double integrated, double truePeak, double range, double threshold, double offset) {}
}
