package dev.tintype.worker.media.plan;

import dev.tintype.media.MediaOptions;
import dev.tintype.worker.media.probe.MediaFacts;
import dev.tintype.worker.media.probe.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decoded: a file, or several put together.
 *
 * @param parts the files, in order
 * @param facts of the file, or of what comes out when they are put together
 * @param mostPixels of one frame; what has more is not decoded
 * @param measured what had to be found out before
 * @param overlay a picture that is put over every picture; null: none
 */
public record Source(
        List<Part> parts,
        MediaFacts facts,
        long mostPixels,
        Measured measured,
        @Nullable Overlay overlay) {
    public Source {
        parts = List.copyOf(parts);
    }

    /**
     * One file.
     *
     * @param file below the work folder; with a place for a number when it is a row of pictures
     * @param pace pictures a second, for a row of them; null: the file tells
     */
    public record Part(
            String file, MediaFacts facts, @Nullable Rational pace) {}

    /** A picture in a file of its own. */
    public record Overlay(String file, MediaFacts facts) {}

    /** The file with nothing measured and nothing over it. */
    public static Source of(String file, MediaFacts facts, long mostPixels) {
        return of(new Part(file, facts, null), mostPixels);
    }

    public static Source of(Part part, long mostPixels) {
        return new Source(List.of(part), part.facts(), mostPixels, Measured.NOTHING, null);
    }

    /**
     * Several files, one after the other.
     *
     * @throws dev.tintype.job.JobFailure when one of them cannot be put to the others
     */
    public static Source joined(List<Part> parts, MediaOptions options, long mostPixels) {
        return new Source(parts, Joint.facts(parts, options), mostPixels, Measured.NOTHING, null);
    }

    /** Whether it is several files. */
    public boolean joined() {
        return parts.size() > 1;
    }

    public Source with(Measured other) {
        return new Source(parts, facts, mostPixels, other, overlay);
    }

    public Source with(@Nullable Overlay other) {
        return new Source(parts, facts, mostPixels, measured, other);
    }
}
