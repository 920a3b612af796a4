package dev.tintype.worker.media.output;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The lowest and the highest sample of each stretch of sound. */
final class Peaks {
    private static final int FULL = 32_768;

    private final List<Integer> lows = new ArrayList<>();
    private final List<Integer> highs = new ArrayList<>();

    private Peaks() {}

    /** Reads 16-bit little-endian samples, a stretch at a time. */
    static Peaks read(Path samples, int perStretch) throws IOException {
        Peaks peaks = new Peaks();
        byte[] stretch = new byte[perStretch * 2];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(samples))) {
            for (int read = in.readNBytes(stretch, 0, stretch.length);
                    read > 1;
                    read = in.readNBytes(stretch, 0, stretch.length)) {
                int low = Short.MAX_VALUE;
                int high = Short.MIN_VALUE;
                for (int n = 0; n + 1 < read; n += 2) {
                    int sample = (short) ((stretch[n] & 0xFF) | stretch[n + 1] << 8);
                    low = Math.min(low, sample);
                    high = Math.max(high, sample);
                }
                peaks.lows.add(low);
                peaks.highs.add(high);
            }
        }
        return peaks;
    }

    int size() {
        return lows.size();
    }

    /** The loudest sample, without its sign. */
    int highest() {
        int high = highs.stream().mapToInt(Integer::intValue).max().orElse(0);
        int low = lows.stream().mapToInt(Integer::intValue).min().orElse(0);
        return Math.max(high, -low);
    }

    /** Lowest and highest of each in turn, -128 to 127. */
    List<Integer> bytes() {
        List<Integer> all = new ArrayList<>();
        for (int n = 0; n < lows.size(); n++) {
            all.add(Math.floorDiv(lows.get(n), 256));
            all.add(Math.floorDiv(highs.get(n), 256));
        }
        return all;
    }

    String svg(int width, int height, String color) {
        StringBuilder path = new StringBuilder();
        for (int n = 0; n < lows.size(); n++) {
            path.append(String.format(
                    Locale.ROOT,
                    "M%d %.1fV%.1f",
                    n,
                    y(highs.get(n), height),
                    Math.max(y(lows.get(n), height), y(highs.get(n), height) + 1)));
        }
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %3$d %2$d\""
                        + " preserveAspectRatio=\"none\"><path d=\"%4$s\" stroke=\"%5$s\" stroke-width=\"1\""
                        + " fill=\"none\"/></svg>\n",
                width,
                height,
                Math.max(1, lows.size()),
                path,
                color);
    }

    byte[] png(int width, int height, String color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.decode(color));
        for (int x = 0; x < width && !lows.isEmpty(); x++) {
            int n = (int) ((long) x * lows.size() / width);
            int top = (int) y(highs.get(n), height);
            int bottom = (int) Math.max(y(lows.get(n), height), top + 1);
            graphics.fillRect(x, top, 1, bottom - top);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static double y(int sample, int height) {
        return (1 - (double) sample / FULL) * height / 2;
    }
}
