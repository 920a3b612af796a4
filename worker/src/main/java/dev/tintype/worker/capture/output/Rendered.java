package dev.tintype.worker.capture.output;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A finished output, not yet stored.
 *
 * @param baseName file name without number and extension
 * @param heldBytes what it holds in memory
 * @param content the bytes to store; may still compress them, needs no browser, called once
 * @param facts kind-specific
 */
public record Rendered(
        String kind,
        String baseName,
        String extension,
        String mediaType,
        long heldBytes,
        Supplier<byte[]> content,
        Map<String, Object> facts) {

    /** One whose bytes are there already. */
    static Rendered of(
            String kind, String baseName, String extension, String mediaType, byte[] bytes, Map<String, Object> facts) {
        return new Rendered(kind, baseName, extension, mediaType, bytes.length, () -> bytes, facts);
    }

    /** One that is text. */
    static Rendered of(
            String kind, String baseName, String extension, String mediaType, String text, Map<String, Object> facts) {
        return of(kind, baseName, extension, mediaType, text.getBytes(StandardCharsets.UTF_8), facts);
    }
}
