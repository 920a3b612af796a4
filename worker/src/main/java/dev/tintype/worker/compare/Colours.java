package dev.tintype.worker.compare;

/**
 * How far apart two colours are to the eye: in YIQ, weighted (Kotsarenko and Ramos, "Measuring perceived color difference
 * using YIQ NTSC transmission color space", 2010).
 */
final class Colours {
    /** Between black and white. */
    private static final double FARTHEST = 35_215;

    private Colours() {}

    /** The distance that {@code tolerance} of 0 to 1 stands for. */
    static double distance(double tolerance) {
        return FARTHEST * tolerance * tolerance;
    }

    static double distance(int a, int b) {
        if (a == b) {
            return 0;
        }
        double y = brightness(a) - brightness(b);
        double i = 0.59597799 * red(a, b) - 0.27417610 * green(a, b) - 0.32180189 * blue(a, b);
        double q = 0.21147017 * red(a, b) - 0.52261711 * green(a, b) + 0.31114694 * blue(a, b);
        return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q;
    }

    static double brightness(int rgb) {
        return 0.29889531 * (rgb >> 16 & 0xFF) + 0.58662247 * (rgb >> 8 & 0xFF) + 0.11448223 * (rgb & 0xFF);
    }

    private static int red(int a, int b) {
        return (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
    }

    private static int green(int a, int b) {
        return (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
    }

    private static int blue(int a, int b) {
        return (a & 0xFF) - (b & 0xFF);
    }
}
