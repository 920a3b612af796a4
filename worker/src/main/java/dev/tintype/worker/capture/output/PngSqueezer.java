package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Format;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes PNGs smaller without changing a pixel: strongest deflate, a palette when there are at most 256 colours, no alpha
 * channel when nothing shows through. Keeps what it was given when that is smaller.
 */
final class PngSqueezer {
    private static final int MAX_COLOURS = 256;
    private static final int OPAQUE = 0xFF;

    /** Beyond this, decoding costs more memory than the saving is worth. */
    private static final long MAX_PIXELS = 40_000_000;

    private PngSqueezer() {}

    /** The same picture in at most as many bytes. */
    static byte[] squeeze(byte[] png) {
        try {
            ImageHeader size = ImageHeader.read(png, Format.PNG).orElseThrow();
            if ((long) size.width() * size.height() > MAX_PIXELS) {
                return png;
            }
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            byte[] smaller = write(withPalette(image).orElseGet(() -> withoutAlpha(image)));
            return smaller.length < png.length ? smaller : png;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0); // for PNG: the strongest deflate
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Optional<BufferedImage> withPalette(BufferedImage image) {
        Map<Integer, Integer> palette = new HashMap<>();
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int colour : row) {
                palette.putIfAbsent(colour, palette.size());
                if (palette.size() > MAX_COLOURS) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(indexed(image, palette));
    }

    private static BufferedImage indexed(BufferedImage image, Map<Integer, Integer> palette) {
        int[] colours = new int[palette.size()];
        palette.forEach((colour, index) -> colours[index] = colour);
        boolean alpha = palette.keySet().stream().anyMatch(colour -> colour >>> 24 != OPAQUE);
        int bits = colours.length <= 2 ? 1 : colours.length <= 4 ? 2 : colours.length <= 16 ? 4 : 8;
        IndexColorModel model = new IndexColorModel(bits, colours.length, colours, 0, alpha, -1, DataBuffer.TYPE_BYTE);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), type, model);
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                row[x] = palette.getOrDefault(row[x], 0);
            }
            result.getRaster().setSamples(0, y, width, 1, 0, row);
        }
        return result;
    }

    private static BufferedImage withoutAlpha(BufferedImage image) {
        if (!image.getColorModel().hasAlpha() || !opaque(image)) {
            return image;
        }
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            result.setRGB(0, y, width, 1, row, 0, width);
        }
        return result;
    }

    private static boolean opaque(BufferedImage image) {
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int colour : row) {
                if (colour >>> 24 != OPAQUE) {
                    return false;
                }
            }
        }
        return true;
    }
}
