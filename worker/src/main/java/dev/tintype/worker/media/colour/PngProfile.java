package dev.tintype.worker.media.colour;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The colour profile in a PNG file (W3C Portable Network Graphics 3, §11.3.2.3). FFmpeg writes there whichever file had it. */
public final class PngProfile {
    /** Larger ones are tables of printers. */
    private static final int MOST = 4 << 20;

    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    private PngProfile() {}

    /** Reads it; empty: there is none that can be read. */
    public static Optional<byte[]> of(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = SIGNATURE;
        while (at + FRAME <= png.length) {
            int length = file.getInt(at);
            if (length < 0 || length > png.length - at - FRAME) {
                return Optional.empty();
            }
            if (new String(png, at + 4, 4, StandardCharsets.US_ASCII).equals("iCCP")) {
                return inflated(png, at + 8, length);
            }
            at += FRAME + length;
        }
        return Optional.empty();
    }

    /** A name, a zero, a method, and what is compressed. */
    private static Optional<byte[]> inflated(byte[] png, int from, int length) {
        int zero = from;
        while (zero < from + length && png[zero] != 0) {
            zero++;
        }
        int begin = zero + 2;
        if (begin >= from + length) {
            return Optional.empty();
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(png, begin, from + length - begin);
            byte[] profile = new byte[MOST];
            int size = inflater.inflate(profile);
            return inflater.finished() ? Optional.of(Arrays.copyOf(profile, size)) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }
}
