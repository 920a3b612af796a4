package dev.tintype.worker.capture.output;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A finished output, not yet stored.
 *
 * @param baseName file name without number and extension
 * @param facts kind-specific
 * @param polish what is still to be done to the bytes and needs no browser: done off the slot's thread
 */
public record Rendered(
        String kind,
        String baseName,
        String extension,
        String mediaType,
        byte[] bytes,
        Map<String, Object> facts,
        UnaryOperator<byte[]> polish) {}
