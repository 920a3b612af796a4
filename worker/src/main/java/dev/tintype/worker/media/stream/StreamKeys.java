package dev.tintype.worker.media.stream;

import dev.tintype.media.Encryption;
import dev.tintype.mediakey.StreamKey;
import dev.tintype.worker.media.workshop.Workshop;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The keys of an encrypted stream: which segment has which, and how play lists and manifest name them.
 *
 * @param stem what the names of the stream's tracks begin with
 * @param segments of the longest track
 */
record StreamKeys(String stem, Encryption how, StreamKey key, int segments) {
    /** How many there are. */
    int count() {
        return number(segments - 1) + 1;
    }

    /** The key of the segment of that number. */
    byte[] ofSegment(int segment) {
        return key.key(number(segment));
    }

    private int number(int segment) {
        Integer every = how.keyRotationSegments();
        return every == null ? 0 : segment / every;
    }

    /** What stands before a segment in a play list: a key, when it has another than the one before it; else nothing. */
    IntFunction<String> tags(Workshop workshop) {
        return segment -> segment > 0 && number(segment) == number(segment - 1)
                ? ""
                : "#EXT-X-KEY:METHOD=AES-128,URI=\"" + url(workshop, number(segment)) + "\"\n";
    }

    /** Where the key of that number is. */
    String url(Workshop workshop, int number) {
        return workshop.keyUrl(how.keyUrl(), stem, number);
    }

    /** As a manifest writes it: ISO/IEC 23001-7 §11.2. */
    String kid() {
        String hex = HexFormat.of().formatHex(key.kid(0));
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)).toString();
    }

    /** What callers are told; {@code key_id} is the first one's, and the others' end with the next numbers. */
    Map<String, Object> facts(Workshop workshop) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", how.method());
        facts.put("keys", count());
        facts.put("key_id", workshop.keyId(stem, 0));
        return facts;
    }
}
