package dev.tintype.worker.capture.encode;

import java.util.Map;

/**
 * How frames become a file.
 *
 * @param container FFmpeg's name of the muxer
 * @param codec FFmpeg's name of the encoder
 * @param filter what frames go through before they are encoded; ends in the encoder's pixel format
 * @param codecOptions the encoder's own options
 * @param containerOptions the muxer's own options
 */
record Recipe(
        String container,
        String codec,
        String filter,
        Map<String, String> codecOptions,
        Map<String, String> containerOptions) {
    /** Keyframes this many seconds apart at most. */
    static final int KEYFRAME_S = 2;

    /** RGB to YUV as browsers and players read it. */
    private static final String VIDEO = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";

    /** H.264 by the one encoder that the LGPL build has. */
    static Recipe mp4(int pixels, int fps) {
        return new Recipe("mp4", "libopenh264", VIDEO, Map.of("b", bitrate(pixels, fps, 0.12)), Map.of());
    }

    static Recipe webm(int pixels, int fps) {
        return new Recipe(
                "webm",
                "libvpx-vp9",
                VIDEO,
                Map.of(
                        "b", bitrate(pixels, fps, 0.10),
                        "crf", "31",
                        "deadline", "realtime",
                        "cpu-used", "8",
                        "row-mt", "1"),
                Map.of());
    }

    /** A palette for each frame, so that no frame has to wait for the last one. */
    static Recipe gif() {
        return new Recipe(
                "gif",
                "gif",
                "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=bayer:bayer_scale=4",
                Map.of(),
                Map.of("loop", "0"));
    }

    static Recipe animatedWebp() {
        return new Recipe(
                "webp",
                "libwebp_anim",
                "format=yuv420p",
                Map.of("quality", "75", "compression_level", "2"),
                Map.of("loop", "0"));
    }

    /** @param quality 1–100 */
    static Recipe stillWebp(int quality) {
        return new Recipe("webp", "libwebp", "format=bgra", Map.of("quality", Integer.toString(quality)), Map.of());
    }

    /**
     * Full colour resolution: a page is mostly text.
     *
     * @param quality 1–100
     * @param speed 0–8, as libaom counts
     */
    static Recipe avif(int quality, int speed) {
        return new Recipe(
                "avif",
                "libaom-av1",
                "scale=out_color_matrix=bt709:out_range=pc,format=yuv444p",
                Map.of(
                        "crf", Integer.toString(Math.round((100 - quality) * 63 / 100f)),
                        "cpu-used", Integer.toString(speed),
                        "usage", "allintra",
                        "still-picture", "1",
                        "row-mt", "1"),
                Map.of());
    }

    private static String bitrate(int pixels, int fps, double bitsPerPixel) {
        return Long.toString(Math.max(200_000, Math.round(pixels * (double) fps * bitsPerPixel)));
    }
}
