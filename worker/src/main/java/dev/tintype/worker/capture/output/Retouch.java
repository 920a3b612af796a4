package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.capture.ScreenshotOutput.Effort;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.encode.StillEncoder;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes of the browser's PNG what the browser cannot make: another size, AVIF. Needs no browser. */
final class Retouch {
    private Retouch() {}

    /**
     * The finished picture.
     *
     * @param target its size
     */
    static byte[] of(byte[] png, ScreenshotOutput output, ImageHeader target, int quality) {
        BufferedImage image = withoutEmptyAlpha(read(png), output);
        if (output.resize() != null) {
            image = Resizer.resize(image, output.resize().fit(), target);
        }
        byte[] bytes = switch (output.format()) {
            case PNG -> squeezed(write(image, "png", -1), output.effort());
            case JPEG -> write(image, "jpeg", quality / 100f);
            case WEBP -> StillEncoder.webp(image, quality);
            case AVIF -> StillEncoder.avif(image, quality, speed(output.effort()));
        };
        ImageHeader made = ImageHeader.read(bytes, output.format()).orElse(null);
        if (!target.equals(made)) {
            throw new JobFailure(
                    ErrorCode.INTERNAL, "The picture came out as " + made + " where " + target + " was to be");
        }
        return bytes;
    }

    private static byte[] squeezed(byte[] png, Effort effort) {
        return effort == Effort.SMALL ? PngSqueezer.squeeze(png) : png;
    }

    /** Measured on pages of text: 8 is twice as quick as 7 and gives files three times the size. */
    private static int speed(Effort effort) {
        return switch (effort) {
            case FAST -> 7;
            case BALANCED -> 6;
            case SMALL -> 4;
        };
    }

    private static BufferedImage read(byte[] png) {
        try {
            // reading closes the stream
            return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The browser's quick PNGs have an alpha channel even when nothing shows through. */
    private static BufferedImage withoutEmptyAlpha(BufferedImage image, ScreenshotOutput output) {
        int type = output.omitBackground() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        if (image.getType() == type) {
            return image;
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return opaque;
    }

    /** @param quality 0–1; negative: not for this format */
    private static byte[] write(BufferedImage image, String format, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (quality >= 0) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
