package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.Rational;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a source is cut: at times where a key frame is made anyway, so that what is encoded in parts is as if it were encoded at once. */
public final class Cuts {
    private static final int MOST = 500;
    private static final long MICROS = 1_000_000;

    private Cuts() {}

    /**
     * A part of the source.
     *
     * @param fromMicros where it begins
     * @param toMicros where it ends; null: with the source
     */
    public record Part(long fromMicros, @Nullable Long toMicros) {
        /** How long it is. */
        public long micros(long durationMs) {
            return (toMicros == null ? durationMs * 1000 : toMicros) - fromMicros;
        }

        /** How many frames it has when they come evenly; empty: as many as there are. */
        public OptionalLong frames(Rational rate) {
            return toMicros == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(before(toMicros, rate) - before(fromMicros, rate));
        }

        /** How many frames come before a moment, give or take half a frame. */
        private static long before(long micros, Rational rate) {
            return Math.round(micros * rate.value() / MICROS);
        }

        /** Half a frame before: times of frames are rounded, and each belongs to one part. */
        List<String> arguments(Rational rate) {
            long half = Math.round(MICROS / rate.value() / 2);
            List<String> arguments = new ArrayList<>();
            if (fromMicros > 0) {
                arguments.addAll(List.of("-ss", seconds(fromMicros - half)));
            }
            if (toMicros != null) {
                long begin = fromMicros > 0 ? fromMicros - half : 0;
                arguments.addAll(List.of("-t", seconds(toMicros - half - begin)));
            }
            return arguments;
        }

        private static String seconds(long micros) {
            return BigDecimal.valueOf(micros, 6).toPlainString();
        }
    }

    /**
     * Cuts into parts that are as long as each other, as far as key frames let them: the longest tells when all are done.
     *
     * @param durationMs of the source
     * @param wishedS how long a part is to be
     * @param gops seconds at whose multiples key frames are, of every moving picture
     * @return the parts; one when it is too short
     */
    public static List<Part> of(long durationMs, int wishedS, List<Double> gops) {
        long unit = unit(wishedS, gops);
        double end = durationMs * 1000.0;
        long count = unit == 0 ? 1 : Math.min(MOST, Math.round(end / Math.max(unit, wishedS * MICROS)));
        List<Part> parts = new ArrayList<>();
        long from = 0;
        for (int n = 1; n < count; n++) {
            long to = Math.round(end * n / count / unit) * unit;
            parts.add(new Part(from, to));
            from = to;
        }
        parts.add(new Part(from, null));
        return parts;
    }

    /** The least time at whose multiples all have key frames; 0: there is none that is near. */
    private static long unit(int wishedS, List<Double> gops) {
        List<Long> micros = gops.stream()
                .map(gop -> BigDecimal.valueOf(gop)
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact())
                .toList();
        long step = micros.stream().mapToLong(Long::longValue).max().orElse(MICROS);
        for (long length = step; length <= 2 * MICROS * wishedS; length += step) {
            long candidate = length;
            if (micros.stream().allMatch(gop -> candidate % gop == 0)) {
                return candidate;
            }
        }
        return 0;
    }
}
