package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Fit;
import dev.tintype.capture.ScreenshotOutput.Resize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Gives pictures another size. */
final class Resizer {
    private Resizer() {}

    /** The size that comes of it. */
    static ImageHeader target(ImageHeader size, Resize resize) {
        int width = resize.width() == null ? Integer.MAX_VALUE : resize.width();
        int height = resize.height() == null ? Integer.MAX_VALUE : resize.height();
        if (resize.fit() != Fit.INSIDE) {
            return new ImageHeader(width, height);
        }
        double factor = Math.min(1, Math.min((double) width / size.width(), (double) height / size.height()));
        return new ImageHeader(scaled(size.width(), factor), scaled(size.height(), factor));
    }

    /**
     * The picture in its new size.
     *
     * @param target what {@link #target} said
     */
    static BufferedImage resize(BufferedImage image, Fit fit, ImageHeader target) {
        double across = (double) target.width() / image.getWidth();
        double down = (double) target.height() / image.getHeight();
        return switch (fit) {
            case INSIDE, FILL -> scale(image, target.width(), target.height());
            case CONTAIN -> {
                double factor = Math.min(across, down);
                BufferedImage scaled =
                        scale(image, scaled(image.getWidth(), factor), scaled(image.getHeight(), factor));
                BufferedImage canvas = like(image, target.width(), target.height());
                Graphics2D graphics = canvas.createGraphics();
                if (!canvas.getColorModel().hasAlpha()) {
                    graphics.setColor(Color.WHITE);
                    graphics.fillRect(0, 0, target.width(), target.height());
                }
                graphics.drawImage(
                        scaled,
                        (target.width() - scaled.getWidth()) / 2,
                        (target.height() - scaled.getHeight()) / 2,
                        null);
                graphics.dispose();
                yield canvas;
            }
            case COVER -> {
                double factor = Math.max(across, down);
                BufferedImage scaled = scale(
                        image,
                        Math.max(target.width(), scaled(image.getWidth(), factor)),
                        Math.max(target.height(), scaled(image.getHeight(), factor)));
                // A page's top says what it is.
                yield scaled.getSubimage((scaled.getWidth() - target.width()) / 2, 0, target.width(), target.height());
            }
        };
    }

    /** Halves until one more step is left: each pixel then has its part in the result. */
    private static BufferedImage scale(BufferedImage image, int width, int height) {
        BufferedImage step = image;
        while (step.getWidth() >= 2 * width || step.getHeight() >= 2 * height) {
            step = draw(
                    step,
                    step.getWidth() >= 2 * width ? step.getWidth() / 2 : step.getWidth(),
                    step.getHeight() >= 2 * height ? step.getHeight() / 2 : step.getHeight());
        }
        return draw(step, width, height);
    }

    private static BufferedImage draw(BufferedImage image, int width, int height) {
        BufferedImage result = like(image, width, height);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    private static BufferedImage like(BufferedImage image, int width, int height) {
        return new BufferedImage(
                width,
                height,
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
    }

    private static int scaled(int length, double factor) {
        return Math.max(1, (int) Math.round(length * factor));
    }
}
