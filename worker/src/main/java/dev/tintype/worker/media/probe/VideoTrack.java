package dev.tintype.worker.media.probe;

import org.jspecify.annotations.Nullable;

/**
 * A moving or still picture in a file.
 *
 * @param index among all streams
 * @param width as stored, before rotation and shape of pixels
 * @param sar shape of a pixel
 * @param rotation degrees clockwise to turn it for showing: 0, 90, 180 or 270
 * @param rate frames a second, on average
 * @param variableRate whether frames come unevenly
 * @param bits of one sample
 * @param fieldOrder {@code progressive}, {@code tt}, …; null: not said
 * @param profiled whether a colour profile (ICC) comes with it; known of pictures only
 * @param frames how many, where the file says so; 0: not known
 */
public record VideoTrack(
        int index,
        String codec,
        @Nullable String profile,
        int width,
        int height,
        Rational sar,
        int rotation,
        Rational rate,
        boolean variableRate,
        String pixelFormat,
        int bits,
        boolean alpha,
        @Nullable String fieldOrder,
        @Nullable String primaries,
        @Nullable String transfer,
        @Nullable String matrix,
        @Nullable String range,
        boolean profiled,
        long frames,
        long bitrate) {

    /** Perceptual quantiser or hybrid log-gamma: brighter than a usual screen. */
    public boolean hdr() {
        return "smpte2084".equals(transfer) || "arib-std-b67".equals(transfer);
    }

    /** Whether the file says that it is interlaced. */
    public boolean interlaced() {
        return fieldOrder != null && !fieldOrder.equals("progressive") && !fieldOrder.equals("unknown");
    }

    /** Pixels across when shown upright with square pixels. */
    public int shownWidth() {
        return turned() ? height : square();
    }

    /** Pixels down when shown upright with square pixels. */
    public int shownHeight() {
        return turned() ? square() : height;
    }

    private boolean turned() {
        return rotation % 180 != 0;
    }

    private int square() {
        return sar.isZero() ? width : (int) Math.max(1, Math.round(width * sar.value()));
    }
}
