package dev.tintype.worker.media.colour;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** From a number of a picture to light, both 0 to 1 (ICC.1:2022, §10.6 and §10.18). */
final class ToneCurve {
    private static final int CURVE = 0x63757276;
    private static final int PARAMETRIC = 0x70617261;
    private static final int HEAD = 12;
    private static final int MOST_POINTS = 1 << 16;

    private ToneCurve() {}

    /** Reads a curve of a profile; empty: it is of another kind, or broken. */
    static Optional<DoubleUnaryOperator> of(ByteBuffer tag) {
        if (tag.remaining() < HEAD) {
            return Optional.empty();
        }
        return switch (tag.getInt(0)) {
            case CURVE -> curve(tag);
            case PARAMETRIC -> parametric(tag);
            default -> Optional.empty();
        };
    }

    private static Optional<DoubleUnaryOperator> curve(ByteBuffer tag) {
        int count = tag.getInt(8);
        if (count < 0 || count > MOST_POINTS || tag.remaining() < HEAD + 2 * count) {
            return Optional.empty();
        }
        if (count == 0) {
            return Optional.of(x -> x);
        }
        if (count == 1) {
            double gamma = (tag.getShort(HEAD) & 0xffff) / 256.0;
            return Optional.of(x -> Math.pow(x, gamma));
        }
        double[] points = new double[count];
        for (int n = 0; n < count; n++) {
            points[n] = (tag.getShort(HEAD + 2 * n) & 0xffff) / 65535.0;
        }
        return Optional.of(x -> between(points, x));
    }

    private static double between(double[] points, double x) {
        double at = x * (points.length - 1);
        int below = (int) Math.min(points.length - 2, Math.floor(at));
        return points[below] + (at - below) * (points[below + 1] - points[below]);
    }

    /** The functions of table 68, of which each has more of the same parameters. */
    private static Optional<DoubleUnaryOperator> parametric(ByteBuffer tag) {
        int type = tag.getShort(8);
        int[] counts = {1, 3, 4, 5, 7};
        if (type < 0 || type >= counts.length || tag.remaining() < HEAD + 4 * counts[type]) {
            return Optional.empty();
        }
        double[] p = new double[7];
        for (int n = 0; n < counts[type]; n++) {
            p[n] = Fixed.at(tag, HEAD + 4 * n);
        }
        double g = p[0];
        double a = type == 0 ? 1 : p[1];
        double b = p[2];
        double split = type < 3 ? (type == 0 ? 0 : a == 0 ? Double.NaN : -b / a) : p[4];
        double slope = type < 3 ? 0 : p[3];
        // what types 1 and 2 call c is added to everything; what type 4 calls e and f to its two halves
        double above = type == 2 ? p[3] : type == 4 ? p[5] : 0;
        double below = type == 2 ? p[3] : type == 4 ? p[6] : 0;
        if (Double.isNaN(split)) {
            return Optional.empty();
        }
        return Optional.of(x -> x >= split ? Math.pow(Math.max(0, a * x + b), g) + above : slope * x + below);
    }
}
