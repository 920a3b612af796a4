package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.MediaFacts;

/**
 * A file to decode.
 *
 * @param file below the work folder
 */
public record Source(String file, MediaFacts facts) {}
