package dev.tintype.worker.capture.output;

import dev.tintype.capture.ScreenshotOutput.Format;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Size of a picture as its own header tells it. The browser answers with zero bytes and no error when a format cannot
 * hold the size (reference/capture.md §4.1), so every picture is asked.
 */
record ImageHeader(int width, int height) {
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int PNG_IHDR = 0x49484452;
    private static final long FTYP_AVIF = 0x6674797061766966L;
    private static final int ISPE = 0x69737065;
    private static final int AVIF_HEADER = 4096;
    private static final int WEBP_14_BITS = 0x3FFF;
    private static final int WEBP_LOSSLESS_SIGNATURE = 0x2F;

    /** Reads the header; empty when {@code bytes} are not a picture of this format. */
    static Optional<ImageHeader> read(byte[] bytes, Format format) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return switch (format) {
                case PNG -> png(in);
                case JPEG -> jpeg(in);
                case WEBP -> webp(in.order(ByteOrder.LITTLE_ENDIAN));
                case AVIF -> avif(in);
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty(); // ends in the middle of its header
        }
    }

    /** PNG specification §5.2 and §11.2.1. */
    private static Optional<ImageHeader> png(ByteBuffer in) {
        if (in.getLong() != PNG_SIGNATURE || in.getInt() < 1 || in.getInt() != PNG_IHDR) {
            return Optional.empty();
        }
        return Optional.of(new ImageHeader(in.getInt(), in.getInt()));
    }

    /** ITU-T T.81 §B.2.2: segments up to the start of the frame. */
    private static Optional<ImageHeader> jpeg(ByteBuffer in) {
        if (in.getShort() != (short) 0xFFD8) {
            return Optional.empty();
        }
        while (true) {
            int marker = in.getShort() & 0xFFFF;
            int length = in.getShort() & 0xFFFF;
            boolean frame =
                    marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC;
            if (frame) {
                in.get();
                int height = in.getShort() & 0xFFFF;
                int width = in.getShort() & 0xFFFF;
                return Optional.of(new ImageHeader(width, height));
            }
            in.position(in.position() + length - 2);
        }
    }

    /** RFC 9649 §2.4–2.7. */
    private static Optional<ImageHeader> webp(ByteBuffer in) {
        if (!tag(in).equals("RIFF")) {
            return Optional.empty();
        }
        in.getInt();
        if (!tag(in).equals("WEBP")) {
            return Optional.empty();
        }
        String chunk = tag(in);
        in.getInt();
        return switch (chunk) {
            case "VP8 " -> {
                in.position(in.position() + 6); // frame tag and start code
                yield Optional.of(new ImageHeader(in.getShort() & WEBP_14_BITS, in.getShort() & WEBP_14_BITS));
            }
            case "VP8L" -> {
                if (in.get() != WEBP_LOSSLESS_SIGNATURE) {
                    yield Optional.empty();
                }
                int bits = in.getInt();
                yield Optional.of(new ImageHeader((bits & WEBP_14_BITS) + 1, ((bits >>> 14) & WEBP_14_BITS) + 1));
            }
            case "VP8X" -> {
                in.getInt(); // flags
                yield Optional.of(new ImageHeader(uint24(in) + 1, uint24(in) + 1));
            }
            default -> Optional.empty();
        };
    }

    /** ISO/IEC 23008-12 §6.5.3: the size stands in a box named ispe. */
    private static Optional<ImageHeader> avif(ByteBuffer in) {
        if (in.getLong(4) != FTYP_AVIF) {
            return Optional.empty();
        }
        for (int at = 12; at < Math.min(in.limit() - 16, AVIF_HEADER); at++) {
            if (in.getInt(at) == ISPE) {
                return Optional.of(new ImageHeader(in.getInt(at + 8), in.getInt(at + 12)));
            }
        }
        return Optional.empty();
    }

    private static String tag(ByteBuffer in) {
        byte[] tag = new byte[4];
        in.get(tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static int uint24(ByteBuffer in) {
        return (in.get() & 0xFF) | ((in.get() & 0xFF) << 8) | ((in.get() & 0xFF) << 16);
    }
}
