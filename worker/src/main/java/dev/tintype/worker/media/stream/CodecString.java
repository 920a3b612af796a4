package dev.tintype.worker.media.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a track is encoded with, as players are told it before they fetch it: RFC 6381, read from the track's own description. */
final class CodecString {
    /** Before the boxes in a sample entry: ISO/IEC 14496-12 §12.1.3, §12.2.3. */
    private static final int VISUAL = 78;

    private static final int SOUND = 28;
    private static final int FULL_BOX = 4;

    private CodecString() {}

    /** @param moov the content of the box of that name */
    static Optional<String> of(ByteBuffer moov) {
        return Boxes.find(moov, "trak", "mdia", "minf", "stbl", "stsd").flatMap(CodecString::ofEntries);
    }

    private static Optional<String> ofEntries(ByteBuffer stsd) {
        ByteBuffer entries = stsd.slice(FULL_BOX + 4, stsd.limit() - FULL_BOX - 4);
        int size = entries.getInt();
        String written = Boxes.type(entries);
        boolean sound = written.equals("mp4a") || written.equals("enca");
        int skipped = 8 + (sound ? SOUND : VISUAL);
        ByteBuffer inside = entries.slice(skipped, size - skipped);
        // ISO/IEC 14496-12 §8.12: what is encrypted says inside what it was
        String entry = Boxes.find(inside, "sinf", "frma").map(Boxes::type).orElse(written);
        return switch (entry) {
            case "avc1", "avc3" -> Boxes.child(inside, "avcC").map(c -> avc(entry, c));
            case "hvc1", "hev1" -> Boxes.child(inside, "hvcC").map(c -> hevc(entry, c));
            case "av01" -> Boxes.child(inside, "av1C").map(CodecString::av1);
            case "mp4a" -> Optional.of("mp4a.40.2");
            default -> Optional.empty();
        };
    }

    private static String avc(String entry, ByteBuffer c) {
        return String.format(Locale.ROOT, "%s.%02X%02X%02X", entry, c.get(1) & 0xFF, c.get(2) & 0xFF, c.get(3) & 0xFF);
    }

    /** ISO/IEC 14496-15 §E.3. */
    private static String hevc(String entry, ByteBuffer c) {
        int first = c.get(1) & 0xFF;
        String space = List.of("", "A", "B", "C").get(first >> 6);
        List<String> constraints = new ArrayList<>();
        for (int n = 6; n < 12; n++) {
            constraints.add(String.format(Locale.ROOT, "%X", c.get(n) & 0xFF));
        }
        while (!constraints.isEmpty() && constraints.getLast().equals("0")) {
            constraints.removeLast();
        }
        String tail = constraints.isEmpty() ? "" : "." + String.join(".", constraints);
        return entry + "." + space + (first & 0x1F) + "."
                + Integer.toHexString(Integer.reverse(c.getInt(2))).toUpperCase(Locale.ROOT) + "."
                + ((first & 0x20) == 0 ? "L" : "H") + (c.get(12) & 0xFF) + tail;
    }

    /** AV1 in ISO-BMFF §5. */
    private static String av1(ByteBuffer c) {
        int second = c.get(1) & 0xFF;
        int third = c.get(2) & 0xFF;
        int depth = (third & 0x40) == 0 ? 8 : (third & 0x20) == 0 ? 10 : 12;
        return String.format(
                Locale.ROOT, "av01.%d.%02d%s.%02d", second >> 5, second & 0x1F, (third & 0x80) == 0 ? "M" : "H", depth);
    }
}
