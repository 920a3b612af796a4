package dev.tintype.worker.capture.encode;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Encodes single pictures in formats that Java itself does not write. Thread-safe. */
public final class StillEncoder {
    private StillEncoder() {}

    /**
     * An AVIF with full colour resolution and no transparency.
     *
     * @param quality 1–100
     * @param speed 0 (smallest) – 8 (fastest)
     */
    public static byte[] avif(BufferedImage picture, int quality, int speed) {
        return encode(Recipe.avif(quality, speed), as(picture, BufferedImage.TYPE_3BYTE_BGR));
    }

    /**
     * A lossy WebP, transparent where the picture is.
     *
     * @param quality 1–100
     */
    public static byte[] webp(BufferedImage picture, int quality) {
        boolean alpha = picture.getColorModel().hasAlpha();
        return encode(
                Recipe.stillWebp(quality),
                as(picture, alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR));
    }

    private static byte[] encode(Recipe recipe, BufferedImage picture) {
        try (FrameEncoder encoder = new FrameEncoder(recipe, picture, 1)) {
            encoder.write(picture);
            return encoder.finish();
        }
    }

    /** The same picture with its pixels laid out as {@code type}. */
    static BufferedImage as(BufferedImage picture, int type) {
        if (picture.getType() == type) {
            return picture;
        }
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return copy;
    }
}
