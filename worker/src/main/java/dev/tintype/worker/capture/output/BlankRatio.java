package dev.tintype.worker.capture.output;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How much of a picture has its commonest colour, 0–1: 1 is an empty page. Looks at a grid of points, and no further than
 * {@value #ENOUGH} bytes of the picture's data go: an empty page has fewer, and reading all of a full one would take a
 * tenth of the whole capture's time.
 */
final class BlankRatio {
    /** Points in a row and in a column. */
    private static final int GRID = 64;

    /** Colours that nobody can tell apart are one. */
    private static final int SHADES = 0xFFF8F8F8;

    /** Compressed bytes. */
    private static final int ENOUGH = 16 << 10;

    private static final int TRUECOLOUR = 2;
    private static final int TRUECOLOUR_ALPHA = 6;
    private static final int HEADER = 33;

    /** The filter that tells a row by the one above it. */
    private static final int UP = 2;

    private BlankRatio() {}

    /** @param png as the browser makes them: 8 bit RGB or RGBA, not interlaced */
    static double ofPng(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        int width = in.getInt(16);
        int height = in.getInt(20);
        int type = in.get(25);
        if (in.get(24) != 8 || (type != TRUECOLOUR && type != TRUECOLOUR_ALPHA)) {
            throw new IllegalArgumentException("not a PNG of the browser's");
        }
        int size = type == TRUECOLOUR ? 3 : 4;
        Idat data = new Idat(in.position(HEADER));
        try (InputStream rows = new InflaterInputStream(data, new Inflater(), 1 << 13)) {
            return ofRows(rows, data, width, height, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double ofJpeg(byte[] jpeg) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            ImageReadParam sparse = reader.getDefaultReadParam();
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            int rows = (int) Math.max(step(height), (long) height * Math.min(ENOUGH, jpeg.length) / jpeg.length);
            sparse.setSourceRegion(new Rectangle(width, rows));
            sparse.setSourceSubsampling(step(width), step(height), 0, 0);
            BufferedImage points = reader.read(0, sparse);
            Map<Integer, Integer> colours = new HashMap<>();
            for (int y = 0; y < points.getHeight(); y++) {
                for (int x = 0; x < points.getWidth(); x++) {
                    colours.merge(points.getRGB(x, y) & SHADES, 1, Integer::sum);
                }
            }
            return commonest(colours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.dispose();
        }
    }

    private static double ofRows(InputStream in, Idat data, int width, int height, int size) throws IOException {
        Map<Integer, Integer> colours = new HashMap<>();
        byte[] zeroes = new byte[width * size];
        byte[] above = new byte[width * size];
        byte[] row = new byte[width * size];
        int down = step(height);
        int across = step(width) * size;
        for (int y = 0; y < height && (data.given() < ENOUGH || y < down); y++) {
            int filter = in.read();
            if (filter < 0 || in.readNBytes(row, 0, row.length) < row.length) {
                throw new IOException("the PNG ends too early");
            }
            if (filter != UP || !Arrays.equals(row, zeroes)) { // else as the row above: most rows of an empty page
                unfilter(filter, row, above, size);
                byte[] free = above;
                above = row;
                row = free;
            }
            if (y % down == 0) {
                count(colours, above, size, across);
            }
        }
        return commonest(colours);
    }

    private static void count(Map<Integer, Integer> colours, byte[] row, int size, int across) {
        for (int x = 0; x < row.length; x += across) {
            int alpha = size == 4 ? row[x + 3] : 0xFF;
            int colour = (alpha << 24) | ((row[x] & 0xFF) << 16) | ((row[x + 1] & 0xFF) << 8) | (row[x + 2] & 0xFF);
            colours.merge(colour & SHADES, 1, Integer::sum);
        }
    }

    /** PNG specification §9.2. What lies left of the first pixel is 0. */
    private static void unfilter(int filter, byte[] row, byte[] above, int size) {
        switch (filter) {
            case 0 -> {
                // as it is
            }
            case 1 -> {
                for (int i = size; i < row.length; i++) {
                    row[i] += row[i - size];
                }
            }
            case UP -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < size; i++) {
                    row[i] += (byte) ((above[i] & 0xFF) >> 1);
                }
                for (int i = size; i < row.length; i++) {
                    row[i] += (byte) (((row[i - size] & 0xFF) + (above[i] & 0xFF)) >> 1);
                }
            }
            case 4 -> {
                for (int i = 0; i < size; i++) {
                    row[i] += above[i];
                }
                for (int i = size; i < row.length; i++) {
                    row[i] += (byte) paeth(row[i - size] & 0xFF, above[i] & 0xFF, above[i - size] & 0xFF);
                }
            }
            default -> throw new IllegalArgumentException("no PNG filter " + filter);
        }
    }

    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    private static int step(int length) {
        return Math.max(1, length / GRID);
    }

    private static double commonest(Map<Integer, Integer> colours) {
        int all = colours.values().stream().mapToInt(Integer::intValue).sum();
        int most = colours.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.round(1000.0 * most / all) / 1000.0;
    }

    /** The contents of a PNG's IDAT chunks, one after the other. */
    private static final class Idat extends InputStream {
        private static final int NAME = 0x49444154;
        private final ByteBuffer in;
        private int left;
        private int given;

        Idat(ByteBuffer in) {
            this.in = in;
        }

        /** Bytes read so far. */
        int given() {
            return given;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            while (left == 0) {
                if (in.remaining() < 12) {
                    return -1;
                }
                int size = in.getInt();
                if (in.getInt() == NAME) {
                    left = size;
                } else {
                    in.position(Math.min(in.limit(), in.position() + size + 4));
                }
            }
            int count = Math.min(length, left);
            in.get(to, offset, count);
            left -= count;
            given += count;
            if (left == 0) {
                in.position(in.position() + 4); // checksum
            }
            return count;
        }
    }
}
