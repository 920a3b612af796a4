package dev.tintype.worker.compare;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes what strangers handed in: looks at the size before it makes room, and only at formats that are known here. */
final class ImageDecoder {
    /** A page of 1280 pixels and a height of 26,000; each costs four bytes, twice while it is decoded. */
    static final long MAX_PIXELS = 33_554_432;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "webp");
    private static final int OPAQUE = 0xFF;

    private ImageDecoder() {}

    /**
     * Decodes one image.
     *
     * @param name what the caller knows it as
     * @throws JobFailure {@code source_unusable} or {@code limit_exceeded}
     */
    static Pixels decode(byte[] bytes, String name) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unusable(name, "is no PNG, JPEG or WebP");
            }
            ImageReader reader = readers.next();
            try {
                return decode(reader, in, name);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof JobFailure known) {
                throw known;
            }
            throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, false, "The image " + name + " cannot be read", e);
        }
    }

    private static Pixels decode(ImageReader reader, ImageInputStream in, String name) throws IOException {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw unusable(name, "is no PNG, JPEG or WebP");
        }
        reader.setInput(in, true, true);
        checkSize(reader.getWidth(0), reader.getHeight(0), name);
        BufferedImage image = reader.read(0);
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, rgb, y * width, width);
        }
        if (image.getColorModel().hasAlpha()) {
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = onWhite(rgb[i]);
            }
        } else {
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] &= 0xFFFFFF;
            }
        }
        return new Pixels(width, height, rgb);
    }

    static void checkSize(int width, int height, String name) {
        if ((long) width * height > MAX_PIXELS) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    name + " would have " + width + " × " + height + " pixels; a comparison takes " + MAX_PIXELS);
        }
    }

    private static int onWhite(int argb) {
        int alpha = argb >>> 24;
        if (alpha == OPAQUE) {
            return argb & 0xFFFFFF;
        }
        return blend(argb >> 16, alpha) << 16 | blend(argb >> 8, alpha) << 8 | blend(argb, alpha);
    }

    private static int blend(int value, int alpha) {
        return ((value & OPAQUE) * alpha + OPAQUE * (OPAQUE - alpha)) / OPAQUE;
    }

    private static JobFailure unusable(String name, String why) {
        return new JobFailure(ErrorCode.SOURCE_UNUSABLE, "The image " + name + " " + why);
    }
}
