package dev.tintype.worker.compare;

import dev.tintype.compare.Mask;
import java.util.Arrays;
import java.util.List;

/**
 * What is different between two images, pixel by pixel of an area that holds both: where only one has a pixel, it changed.
 * Needs a byte for each.
 */
final class Difference {
    static final byte SAME = 0;
    static final byte CHANGED = 1;
    static final byte SMOOTHED = 2;
    static final byte MASKED = 3;

    private final int width;
    private final int height;
    private final byte[] marks;
    private final long[] counts = new long[MASKED + 1];

    private Difference(int width, int height) {
        this.width = width;
        this.height = height;
        this.marks = new byte[width * height];
    }

    /**
     * Compares; the area of both together must not be larger than {@link ImageDecoder#MAX_PIXELS}.
     *
     * @param ignoreSmoothing whether pixels that only smooth an edge are told apart from changed ones
     */
    static Difference between(
            Pixels before, Pixels after, double tolerance, boolean ignoreSmoothing, List<Mask> masks) {
        Difference difference =
                new Difference(Math.max(before.width(), after.width()), Math.max(before.height(), after.height()));
        masks.forEach(difference::hide);
        difference.look(before, after, Colours.distance(tolerance), ignoreSmoothing);
        return difference;
    }

    private void hide(Mask mask) {
        int right = (int) Math.min(width, (long) mask.x() + mask.width());
        int bottom = (int) Math.min(height, (long) mask.y() + mask.height());
        for (int y = mask.y(); y < bottom; y++) {
            if (mask.x() < right) {
                Arrays.fill(marks, y * width + mask.x(), y * width + right, MASKED);
            }
        }
    }

    private void look(Pixels before, Pixels after, double farthest, boolean ignoreSmoothing) {
        Edges edges = new Edges(before, after);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (marks[i] != MASKED) {
                    boolean both = before.has(x, y) && after.has(x, y);
                    if (!both) {
                        marks[i] = before.has(x, y) || after.has(x, y) ? CHANGED : SAME;
                    } else if (Colours.distance(before.at(x, y), after.at(x, y)) > farthest) {
                        marks[i] = ignoreSmoothing && edges.smooths(x, y) ? SMOOTHED : CHANGED;
                    }
                }
                counts[marks[i]]++;
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    byte at(int x, int y) {
        return marks[y * width + x];
    }

    long count(byte mark) {
        return counts[mark];
    }

    /** How many pixels were looked at. */
    long compared() {
        return marks.length - counts[MASKED];
    }

    /** Of what was looked at; never 0 when anything changed. */
    double changedPercent() {
        if (counts[CHANGED] == 0) {
            return 0;
        }
        double percent = Math.round(counts[CHANGED] * 1_000_000.0 / compared()) / 10_000.0;
        return Math.max(percent, 0.0001);
    }
}
