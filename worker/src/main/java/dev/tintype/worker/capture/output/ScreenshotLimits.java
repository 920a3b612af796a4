package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;

/** How large a picture may be: what formats can hold, and what a browser can be asked to paint at once. */
final class ScreenshotLimits {
    /** 512 MiB of pixels in the browser. */
    static final long MAX_PIXELS = 1L << 27;

    /** First side that comes out as zero bytes, measured with Chromium 156. */
    private static final int WEBP_SIDE = 16_384;

    private static final int JPEG_SIDE = 65_535;
    private static final int PNG_SIDE = 1 << 18;

    private ScreenshotLimits() {}

    /** @throws JobFailure {@code limit_exceeded} naming the limit and the way out */
    static void check(Format format, long width, long height) {
        long side = Math.max(width, height);
        int limit = switch (format) {
            case PNG -> PNG_SIDE;
            case JPEG -> JPEG_SIDE;
            case WEBP -> WEBP_SIDE;
        };
        if (side >= limit) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The picture would be " + width + " × " + height + " pixels and " + format.extension()
                            + " ends below " + limit + "; "
                            + (format == Format.PNG
                                    ? "use a smaller scale or a selector"
                                    : "use png, a smaller scale or a selector"));
        }
        if (width * height > MAX_PIXELS) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The picture would be " + width + " × " + height + " pixels, more than " + MAX_PIXELS
                            + " altogether; use a smaller scale, window or selector");
        }
    }
}
