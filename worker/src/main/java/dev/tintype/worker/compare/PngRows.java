package dev.tintype.worker.compare;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes opaque PNGs row by row, so that a large picture never is in memory as such (PNG specification, §5, §9.2, §11.2). */
final class PngRows {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int TRUECOLOUR = 2;
    private static final int DEPTH = 8;
    private static final int CHANNELS = 3;
    /** Each byte as its difference from the one above. */
    private static final int FILTER_UP = 2;

    private static final int CHUNK = 1 << 16;

    private PngRows() {}

    /** The colour of one pixel, {@code 0xRRGGBB}. */
    @FunctionalInterface
    interface Painter {
        int colour(int x, int y);
    }

    static byte[] write(int width, int height, Painter painter) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            png.write(SIGNATURE);
            chunk(png, "IHDR", header(width, height));
            try (DeflaterOutputStream rows =
                    new DeflaterOutputStream(new Chunks(png), new Deflater(Deflater.DEFAULT_COMPRESSION), CHUNK)) {
                rows(rows, width, height, painter);
            }
            chunk(png, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void rows(OutputStream out, int width, int height, Painter painter) throws IOException {
        byte[] above = new byte[width * CHANNELS];
        byte[] row = new byte[width * CHANNELS];
        byte[] filtered = new byte[width * CHANNELS + 1];
        filtered[0] = FILTER_UP;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = painter.colour(x, y);
                row[x * CHANNELS] = (byte) (colour >> 16);
                row[x * CHANNELS + 1] = (byte) (colour >> 8);
                row[x * CHANNELS + 2] = (byte) colour;
            }
            for (int i = 0; i < row.length; i++) {
                filtered[i + 1] = (byte) (row[i] - above[i]);
            }
            out.write(filtered);
            byte[] spare = above;
            above = row;
            row = spare;
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {DEPTH, TRUECOLOUR, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static void chunk(OutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        DataOutputStream data = new DataOutputStream(png);
        data.writeInt(content.length);
        data.write(name);
        data.write(content);
        data.writeInt((int) crc.getValue());
        data.flush();
    }

    /** Every write is a chunk of image data. */
    private static final class Chunks extends OutputStream {
        private final OutputStream png;

        Chunks(OutputStream png) {
            this.png = png;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] content = new byte[length];
            System.arraycopy(bytes, offset, content, 0, length);
            chunk(png, "IDAT", content);
        }
    }
}
