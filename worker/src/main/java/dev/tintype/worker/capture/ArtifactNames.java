package dev.tintype.worker.capture;

import java.util.HashMap;
import java.util.Map;

/** Gives each artifact of an attempt its own name: {@code screenshot.png}, {@code screenshot-2.png}, {@code page.pdf}. */
final class ArtifactNames {
    private final Map<String, Integer> used = new HashMap<>();

    String next(String base, String extension) {
        String name = base + "." + extension;
        int count = used.merge(name, 1, Integer::sum);
        return count == 1 ? name : base + "-" + count + "." + extension;
    }
}
