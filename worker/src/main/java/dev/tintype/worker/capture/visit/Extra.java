package dev.tintype.worker.capture.visit;

import java.util.Map;
import java.util.function.Supplier;

/** Something that came out of a visit beside the outputs; becomes an artifact. */
public record Extra(String name, String kind, String mediaType, Supplier<byte[]> content, Map<String, Object> facts) {}
