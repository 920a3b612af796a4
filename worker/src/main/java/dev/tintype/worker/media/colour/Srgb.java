package dev.tintype.worker.media.colour;

/** The colours of usual screens (IEC 61966-2-1). */
final class Srgb {
    /** From light of its red, green and blue to XYZ under D50, by rows: the colorants of the
     * profile that the ICC gives out for it (sRGB IEC61966-2.1). */
    static final Matrix MATRIX =
            Matrix.of(0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.71410);

    /** The way back. */
    static final Matrix INVERSE = Matrix.of(
            3.1340957, -1.6174004, -0.4906378, -0.9787927, 1.9162949, 0.0334536, 0.0719711, -0.2289871, 1.4053802);

    private Srgb() {}

    /** From light to the number that stands for it, both 0 to 1. */
    static double encoded(double light) {
        double inside = Math.clamp(light, 0, 1);
        return inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055;
    }
}
