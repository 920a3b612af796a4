package dev.tintype.api.artifact;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * Which bytes of a representation to send.
 *
 * @param offset the first
 * @param length how many
 */
record ByteRange(long offset, long length) {
    private static final String UNIT = "bytes=";

    /** A range that no byte of the content is in, or that is none. */
    static final class NotSatisfiable extends Exception {
        private static final long serialVersionUID = 1L;

        NotSatisfiable() {
            super("range not satisfiable", null, false, false);
        }
    }

    /**
     * The one range that {@code header} asks for. Empty means all: no header, another unit, or several ranges, which a
     * server may answer with the whole (RFC 9110 §14.2).
     */
    static Optional<ByteRange> of(@Nullable String header, long size) throws NotSatisfiable {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        List<HttpRange> ranges = parse(header);
        if (ranges.isEmpty()) {
            throw new NotSatisfiable();
        }
        if (ranges.size() > 1) {
            return Optional.empty();
        }
        long first = ranges.getFirst().getRangeStart(size);
        if (first >= size) {
            throw new NotSatisfiable();
        }
        return Optional.of(new ByteRange(first, ranges.getFirst().getRangeEnd(size) - first + 1));
    }

    /** {@code Content-Range} of a part. */
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }

    private static List<HttpRange> parse(String header) throws NotSatisfiable {
        try {
            return HttpRange.parseRanges(UNIT + header.substring(UNIT.length()));
        } catch (IllegalArgumentException e) {
            throw new NotSatisfiable();
        }
    }
}
