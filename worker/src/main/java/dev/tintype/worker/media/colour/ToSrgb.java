package dev.tintype.worker.media.colour;

import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The way from the colours of a profile to sRGB, relative colorimetric: what sRGB cannot show becomes the nearest it can in each channel.
 * Light is doubled by the first curves and halved by the matrix, because FFmpeg's mixer takes no factor above 2, which the way from
 * ProPhoto has.
 */
public final class ToSrgb {
    /** Files that {@link #filters} reads, beside what FFmpeg works on. */
    public static final String FIRST_FILE = "colours-to-light.cube";

    public static final String LAST_FILE = "colours-to-srgb.cube";

    /** With so many, straight lines between them are nearer than a hundredth of what 8 bits can tell apart. */
    private static final int POINTS = 4096;

    /** Profiles that are called sRGB differ by so little among themselves. */
    private static final double TOLD_APART = 1.5 / 255;

    private static final int STEPS = 9;

    private final IccProfile profile;
    /** From light of the profile's red, green and blue to that of sRGB's, by rows. */
    private final Matrix matrix;

    private ToSrgb(IccProfile profile, Matrix matrix) {
        this.profile = profile;
        this.matrix = matrix;
    }

    /** Reads a profile; empty: it is of a kind that is not read. */
    public static Optional<ToSrgb> of(byte[] profile) {
        return IccProfile.of(profile)
                .map(known -> new ToSrgb(known, Srgb.INVERSE.times(known.matrix())))
                .filter(ToSrgb::withinFactors);
    }

    private boolean withinFactors() {
        return matrix.numbers().stream().allMatch(factor -> Math.abs(factor) <= 4);
    }

    /** Whether its colours are those of sRGB already, as far as anybody sees. */
    public boolean same() {
        return IntStream.range(0, STEPS * STEPS * STEPS).allMatch(n -> {
            double[] colour = {at(n % STEPS), at(n / STEPS % STEPS), at(n / STEPS / STEPS)};
            double[] there = converted(colour);
            return IntStream.range(0, 3).allMatch(c -> Math.abs(there[c] - colour[c]) < TOLD_APART);
        });
    }

    private static double at(int step) {
        return step / (STEPS - 1.0);
    }

    private double[] converted(double[] colour) {
        double[] there = new double[3];
        for (int row = 0; row < 3; row++) {
            double light = 0;
            for (int n = 0; n < 3; n++) {
                light += matrix.at(row, n) * light(n, colour[n]);
            }
            there[row] = Srgb.encoded(light);
        }
        return there;
    }

    private double light(int channel, double number) {
        double light = profile.curves().get(channel).applyAsDouble(number);
        return Double.isNaN(light) ? 0 : Math.clamp(light, 0, 1);
    }

    /** What {@link #FIRST_FILE} must hold. */
    public String first() {
        return cube(n -> 2 * light(0, n), n -> 2 * light(1, n), n -> 2 * light(2, n));
    }

    /** What {@link #LAST_FILE} must hold. */
    public String last() {
        return cube(Srgb::encoded, Srgb::encoded, Srgb::encoded);
    }

    private static String cube(DoubleUnaryOperator red, DoubleUnaryOperator green, DoubleUnaryOperator blue) {
        StringBuilder text = new StringBuilder("LUT_1D_SIZE " + POINTS + "\n");
        for (int n = 0; n < POINTS; n++) {
            double at = (double) n / (POINTS - 1);
            text.append(String.format(
                    Locale.ROOT,
                    "%.7f %.7f %.7f%n",
                    red.applyAsDouble(at),
                    green.applyAsDouble(at),
                    blue.applyAsDouble(at)));
        }
        return text.toString();
    }

    /**
     * The filters that go there.
     *
     * @param alpha whether the picture can be seen through
     */
    public String filters(boolean alpha) {
        StringJoiner mixer = new StringJoiner(":", "colorchannelmixer=", "");
        String channels = "rgb";
        for (int row = 0; row < 3; row++) {
            for (int n = 0; n < 3; n++) {
                mixer.add(String.format(
                        Locale.ROOT, "%c%c=%.7f", channels.charAt(row), channels.charAt(n), matrix.at(row, n) / 2));
            }
        }
        return String.join(
                ",",
                "format=" + (alpha ? "gbrapf32le" : "gbrpf32le"),
                "lut1d=file=" + FIRST_FILE,
                mixer.toString(),
                "lut1d=file=" + LAST_FILE,
                "format=" + (alpha ? "gbrap16le" : "gbrp16le"),
                "sidedata=mode=delete:type=ICC_PROFILE");
    }
}
