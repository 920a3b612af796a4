package dev.tintype.worker.media.plan;

import org.jspecify.annotations.Nullable;

/**
 * How good, how large.
 *
 * @param crf constant quality; null: by bitrate
 * @param bitrate bits a second on average; null: by quality
 * @param maxBitrate bits a second at most, over two seconds; null: whatever it takes
 */
public record RateControl(
        @Nullable Integer crf,
        @Nullable Integer bitrate,
        @Nullable Integer maxBitrate) {
    /** Good, but never more than so many bits a second. */
    public static RateControl capped(int crf, int maxBitrate) {
        return new RateControl(crf, null, maxBitrate);
    }
}
