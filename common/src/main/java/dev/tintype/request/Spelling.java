package dev.tintype.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names as people mistype them. */
final class Spelling {
    private static final int SHOWN = 64;

    private Spelling() {}

    /** The known name that {@code name} most likely stands for: at most a third of its letters differ. */
    static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > SHOWN) {
            return Optional.empty();
        }
        String plain = plain(name);
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= Math.max(1, plain.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))));
    }

    /** {@code text} cut to what a message can bear, without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "�");
    }

    /** {@code waitUntil} and {@code wait-until} are {@code wait_until} mistyped. */
    private static String plain(String name) {
        return name.replaceAll("[_\\s-]", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** Levenshtein's: insertions, deletions and replacements of one letter. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
