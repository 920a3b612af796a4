package dev.tintype.worker.capture.output;

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
        Map<String, Object> facts) {}
