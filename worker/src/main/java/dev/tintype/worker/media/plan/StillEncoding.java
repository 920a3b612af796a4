package dev.tintype.worker.media.plan;

import dev.tintype.media.StillFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How single pictures are encoded. */
public final class StillEncoding {
    private static final int USUAL_QUALITY = 80;

    private StillEncoding() {}

    /** @param quality 1 to 100; null: 80; png has none */
    public static List<String> arguments(StillFormat format, @Nullable Integer quality) {
        int q = quality == null ? USUAL_QUALITY : quality;
        return switch (format) {
            case JPEG -> List.of("-c:v", "mjpeg", "-q:v", Integer.toString(jpegScale(q)));
            case PNG -> List.of("-c:v", "png");
            case WEBP -> List.of("-c:v", "libwebp", "-quality", Integer.toString(q));
        };
    }

    /** What the encoder needs its pictures in: JPEG has the full range of values. */
    public static String format(StillFormat format) {
        return switch (format) {
            case JPEG -> "scale=out_range=full,format=yuvj420p";
            case PNG -> "format=rgb24";
            case WEBP -> "format=yuv420p";
        };
    }

    /** FFmpeg's scale for JPEG goes from 2, best, to 31. */
    private static int jpegScale(int quality) {
        return (int) Math.round(2 + (100 - quality) * 29 / 99.0);
    }
}
