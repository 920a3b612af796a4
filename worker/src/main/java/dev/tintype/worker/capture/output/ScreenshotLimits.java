package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Format;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;

/** How large a picture may be: what formats can hold, and what a browser can be asked to paint at once. */
final class ScreenshotLimits {
    /** 512 MiB of pixels in the browser. */
    static final long MAX_PIXELS = 1L << 27;

    /** What is decoded here, for another size or format: 160 MB on the heap. */
    static final long MAX_DECODED_PIXELS = 40_000_000;

    /** First side that comes out as zero bytes, measured with Chromium 156. */
    private static final int WEBP_SIDE = 16_384;

    private static final int JPEG_SIDE = 65_535;
    private static final int AVIF_SIDE = 65_536;
    private static final int PNG_SIDE = 1 << 18;

    private ScreenshotLimits() {}

    /** The first width or height that {@code format} cannot hold. */
    static int side(Format format) {
        return switch (format) {
            case PNG -> PNG_SIDE;
            case JPEG -> JPEG_SIDE;
            case WEBP -> WEBP_SIDE;
            case AVIF -> AVIF_SIDE;
        };
    }

    /** The most pixels of one picture. */
    static long pixels(Format format) {
        return format == Format.AVIF ? MAX_DECODED_PIXELS : MAX_PIXELS;
    }

    /**
     * Checks a picture that is to be taken.
     *
     * @param resized whether it is only what the finished picture is made of
     * @throws JobFailure {@code limit_exceeded} naming the limit and the way out
     */
    static void check(Format format, long width, long height, boolean resized) {
        long side = Math.max(width, height);
        if (!resized && side >= side(format)) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The picture would be " + width + " × " + height + " pixels and " + format.extension()
                            + " ends below " + side(format) + "; use tile, "
                            + (format == Format.PNG ? "" : "png, ") + "a smaller scale or a selector");
        }
        long pixels = resized ? MAX_DECODED_PIXELS : pixels(format);
        if (width * height > pixels) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The picture would be " + width + " × " + height + " pixels, more than " + pixels
                            + " altogether; use " + (resized ? "" : "tile, ")
                            + "max_height, a smaller scale, window or selector");
        }
    }
}
