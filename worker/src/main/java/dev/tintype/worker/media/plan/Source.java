package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.MediaFacts;
import org.jspecify.annotations.Nullable;

/**
 * A file to decode.
 *
 * @param file below the work folder
 * @param mostPixels of one frame; what has more is not decoded
 * @param measured what had to be found out before
 * @param overlay a picture that is put over every picture; null: none
 */
public record Source(
        String file,
        MediaFacts facts,
        long mostPixels,
        Measured measured,
        @Nullable Overlay overlay) {
    /** A picture in a file of its own. */
    public record Overlay(String file, MediaFacts facts) {}

    /** The file with nothing measured and nothing over it. */
    public static Source of(String file, MediaFacts facts, long mostPixels) {
        return new Source(file, facts, mostPixels, Measured.NOTHING, null);
    }

    public Source with(Measured other) {
        return new Source(file, facts, mostPixels, other, overlay);
    }

    public Source with(@Nullable Overlay other) {
        return new Source(file, facts, mostPixels, measured, other);
    }
}
