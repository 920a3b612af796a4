package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.colour.ToSrgb;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a source before anything is made of it.
 *
 * @param crop what is inside the black bars; null: not looked for, or there are none
 * @param colours the way to sRGB; null: the picture is left as it is
 * @param loudness by index of the stream; what is silent is not in it
 * @param likeness how like the picture in full size it is when it was smaller in between, in decibels of XPSNR; not looked for where it
 *     is empty
 */
public record Measured(
        @Nullable Box crop, @Nullable ToSrgb colours, Map<Integer, Loudness> loudness, Map<Size, Double> likeness) {
    /** Nothing had to be. */
    public static final Measured NOTHING = new Measured(null, null, Map.of(), Map.of());

    public Measured {
        loudness = Map.copyOf(loudness);
        likeness = Map.copyOf(likeness);
    }

    /** A part of the upright picture with square pixels. */
    public record Box(int x, int y, int width, int height) {}

    /** What the second pass of loudnorm needs of the first (EBU R 128). */
    public record Loudness(double integrated, double truePeak, double range, double threshold, double offset) {}
}
