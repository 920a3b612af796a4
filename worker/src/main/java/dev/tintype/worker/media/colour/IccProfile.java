package dev.tintype.worker.media.colour;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A colour profile that is a curve for each channel and a matrix, or one curve for grey: what cameras, screens and editors write
 * (ICC.1:2022, §8.3.3 and §8.4.3). Those of printers are tables, and are not read. Read here and not by the JDK, whose reader is native
 * code, since the bytes are a stranger's.
 *
 * @param curves to light: of red, green and blue
 * @param matrix from light of the three to XYZ under D50, by rows
 */
record IccProfile(List<DoubleUnaryOperator> curves, Matrix matrix) {
    private static final int HEADER = 128;
    private static final int ENTRY = 12;
    private static final int MOST_TAGS = 200;
    private static final int RGB = 0x52474220;
    private static final int GREY = 0x47524159;
    private static final int XYZ = 0x58595a20;
    private static final double LARGEST = 4;

    /** Reads it; empty: it is of another kind, or broken. */
    static Optional<IccProfile> of(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + 4) {
            return Optional.empty();
        }
        Map<String, ByteBuffer> tags = tags(file);
        return switch (file.getInt(16)) {
            case RGB -> file.getInt(20) == XYZ ? coloured(tags) : Optional.empty();
            case GREY -> curve(tags, "kTRC").map(curve -> new IccProfile(List.of(curve, curve, curve), Srgb.MATRIX));
            default -> Optional.empty();
        };
    }

    private static Map<String, ByteBuffer> tags(ByteBuffer file) {
        Map<String, ByteBuffer> tags = new HashMap<>();
        int count = Math.min(MOST_TAGS, file.getInt(HEADER));
        for (int n = 0; n < count && HEADER + 4 + ENTRY * (n + 1) <= file.limit(); n++) {
            int entry = HEADER + 4 + ENTRY * n;
            int from = file.getInt(entry + 4);
            int length = file.getInt(entry + 8);
            if (from >= HEADER && length > 0 && from <= file.limit() - length) {
                byte[] name = new byte[4];
                file.get(entry, name);
                tags.put(new String(name, StandardCharsets.US_ASCII), file.slice(from, length));
            }
        }
        return tags;
    }

    private static Optional<IccProfile> coloured(Map<String, ByteBuffer> tags) {
        List<DoubleUnaryOperator> curves = new ArrayList<>();
        Double[] matrix = new Double[9];
        String channels = "rgb";
        for (int n = 0; n < 3; n++) {
            Optional<DoubleUnaryOperator> curve = curve(tags, channels.charAt(n) + "TRC");
            ByteBuffer colorant = tags.get(channels.charAt(n) + "XYZ");
            if (curve.isEmpty() || colorant == null || colorant.remaining() < 20 || colorant.getInt(0) != XYZ) {
                return Optional.empty();
            }
            curves.add(curve.get());
            for (int row = 0; row < 3; row++) {
                double number = Fixed.at(colorant, 8 + 4 * row);
                matrix[3 * row + n] = number;
                if (Math.abs(number) > LARGEST) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new IccProfile(List.copyOf(curves), Matrix.of(matrix)));
    }

    private static Optional<DoubleUnaryOperator> curve(Map<String, ByteBuffer> tags, String name) {
        ByteBuffer tag = tags.get(name);
        return tag == null ? Optional.empty() : ToneCurve.of(tag);
    }
}
