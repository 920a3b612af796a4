package dev.tintype.worker.media.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The kinds of files that are read, told by their first bytes. FFmpeg is then allowed that one demuxer and no other: left to guess, it
 * takes a play list for a video and reads what the list names ({@code reference/media.md} §5.1).
 */
public enum Demuxer {
    MOV("mov", "mp4", false),
    MATROSKA("matroska", "matroska", false),
    MPEGTS("mpegts", "mpegts", false),
    MPEG("mpeg", "mpeg", false),
    AVI("avi", "avi", false),
    FLV("flv", "flv", false),
    ASF("asf", "asf", false),
    MXF("mxf", "mxf", false),
    OGG("ogg", "ogg", false),
    WAV("wav", "wav", false),
    MP3("mp3", "mp3", false),
    AAC("aac", "aac", false),
    FLAC("flac", "flac", false),
    GIF("gif", "gif", true),
    APNG("apng", "apng", true),
    PNG("png_pipe", "png", true),
    JPEG("jpeg_pipe", "jpeg", true),
    WEBP("webp_pipe", "webp", true),
    BMP("bmp_pipe", "bmp", true),
    TIFF("tiff_pipe", "tiff", true),
    /** A still picture, in the boxes of MP4. */
    AVIF("mov", "avif", true),
    /** Pictures in files of their own, numbered; no file begins so. */
    PICTURES("image2", "image_sequence", false),
    /** Several files that are put together; FFmpeg is never told so. */
    JOINED("none", "concat", false),
    SRT("srt", "srt", false),
    WEBVTT("webvtt", "webvtt", false);

    /** How many bytes tell. */
    public static final int HEAD = 4096;

    private static final int TS_PACKET = 188;
    private static final int M2TS_PACKET = 192;

    private final String ffmpegName;
    private final String container;
    private final boolean picture;

    Demuxer(String ffmpegName, String container, boolean picture) {
        this.ffmpegName = ffmpegName;
        this.container = container;
        this.picture = picture;
    }

    /** What {@code -f} calls it. */
    public String ffmpegName() {
        return ffmpegName;
    }

    /** What callers are told. */
    public String container() {
        return container;
    }

    /** Whether such a file is a picture, moving or not. */
    public boolean picture() {
        return picture;
    }

    /** The kind of a file that begins so; empty when it is none of them. */
    public static Optional<Demuxer> of(byte[] head) {
        Head h = new Head(head);
        if (h.at(4, "ftyp")) {
            return Optional.of(h.at(8, "avif") || h.at(8, "avis") ? AVIF : MOV);
        }
        if (h.at(4, "moov") || h.at(4, "mdat") || h.at(4, "free") || h.at(4, "wide") || h.at(4, "skip")) {
            return Optional.of(MOV);
        }
        if (h.at(0, 0x1A, 0x45, 0xDF, 0xA3)) {
            return Optional.of(MATROSKA);
        }
        if (h.at(0, "RIFF") || h.at(0, "RF64")) {
            return h.at(8, "AVI ")
                    ? Optional.of(AVI)
                    : h.at(8, "WAVE") ? Optional.of(WAV) : h.at(8, "WEBP") ? Optional.of(WEBP) : Optional.empty();
        }
        return picture(h).or(() -> sound(h)).or(() -> stream(h)).or(() -> text(head));
    }

    private static Optional<Demuxer> picture(Head h) {
        if (h.at(0, 0x89, 'P', 'N', 'G', 13, 10, 26, 10)) {
            return Optional.of(h.contains("acTL") ? APNG : PNG);
        }
        if (h.at(0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (h.at(0, "GIF87a") || h.at(0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (h.at(0, 'I', 'I', 42, 0) || h.at(0, 'M', 'M', 0, 42)) {
            return Optional.of(TIFF);
        }
        return h.at(0, "BM") && h.at(6, 0, 0, 0, 0) ? Optional.of(BMP) : Optional.empty();
    }

    private static Optional<Demuxer> sound(Head h) {
        if (h.at(0, "OggS")) {
            return Optional.of(OGG);
        }
        if (h.at(0, "fLaC")) {
            return Optional.of(FLAC);
        }
        if (h.at(0, "ID3")) {
            return Optional.of(MP3);
        }
        int second = h.byteAt(1);
        if (h.byteAt(0) == 0xFF && (second & 0xE0) == 0xE0) {
            // the layer bits are zero in ADTS, and never in MPEG audio
            return Optional.of((second & 0x06) == 0 ? AAC : MP3);
        }
        return Optional.empty();
    }

    private static Optional<Demuxer> stream(Head h) {
        if (h.at(0, "FLV", 1)) {
            return Optional.of(FLV);
        }
        if (h.at(0, 0, 0, 1, 0xBA) || h.at(0, 0, 0, 1, 0xB3)) {
            return Optional.of(MPEG);
        }
        if (h.at(0, 0x30, 0x26, 0xB2, 0x75)) {
            return Optional.of(ASF);
        }
        if (h.at(0, 0x06, 0x0E, 0x2B, 0x34)) {
            return Optional.of(MXF);
        }
        return h.repeats(0, TS_PACKET) || h.repeats(4, M2TS_PACKET) ? Optional.of(MPEGTS) : Optional.empty();
    }

    private static Optional<Demuxer> text(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        String begin = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (begin.startsWith("WEBVTT")) {
            return Optional.of(WEBVTT);
        }
        return begin.stripLeading()
                        .lines()
                        .limit(2)
                        .reduce("", (a, b) -> a + b + "\n")
                        .matches(
                                "\\d+\\n\\d{1,3}:\\d\\d:\\d\\d[,.]\\d{1,3} --> \\d{1,3}:\\d\\d:\\d\\d[,.]\\d{1,3}.*\\n")
                ? Optional.of(SRT)
                : Optional.empty();
    }

    /** The first bytes of a file. */
    private static final class Head {
        private final byte[] bytes;

        Head(byte[] bytes) {
            this.bytes = bytes;
        }

        int byteAt(int offset) {
            return offset < bytes.length ? bytes[offset] & 0xFF : -1;
        }

        boolean at(int offset, int... values) {
            for (int n = 0; n < values.length; n++) {
                if (byteAt(offset + n) != values[n]) {
                    return false;
                }
            }
            return true;
        }

        boolean at(int offset, String text, int... more) {
            byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int n = 0; n < expected.length; n++) {
                if (byteAt(offset + n) != (expected[n] & 0xFF)) {
                    return false;
                }
            }
            return at(offset + expected.length, more);
        }

        boolean contains(String text) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
        }

        /** Whether packets of a transport stream begin there. */
        boolean repeats(int offset, int packet) {
            return byteAt(offset) == 0x47
                    && (byteAt(offset + packet) == 0x47 || bytes.length <= offset + packet)
                    && bytes.length >= packet;
        }
    }
}
