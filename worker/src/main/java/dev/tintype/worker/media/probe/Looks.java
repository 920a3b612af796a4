package dev.tintype.worker.media.probe;

import java.nio.charset.StandardCharsets;

/** What a file that is not read looks like, for the caller to see their mistake. Never quotes it. */
final class Looks {
    private Looks() {}

    static String of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String start = text.stripLeading();
        if (start.startsWith("#EXTM3U")) {
            return "a play list";
        }
        if (start.startsWith("ffconcat")) {
            return "a list of files";
        }
        if (start.startsWith("<?xml")
                || start.startsWith("<svg")
                || start.startsWith("<MPD")
                || start.startsWith("<tt")) {
            return "XML";
        }
        if (start.startsWith("<")) {
            return "HTML";
        }
        if (text.startsWith("PK")) {
            return "a ZIP archive";
        }
        if (text.startsWith("%PDF")) {
            return "a PDF";
        }
        if (text.startsWith("v=0")) {
            return "a session description";
        }
        return text.chars().limit(512).allMatch(c -> c >= 32 || c == '\n' || c == '\r' || c == '\t')
                ? "text"
                : "nothing known";
    }
}
