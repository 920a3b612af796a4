package dev.tintype.worker.media.plan;

import dev.tintype.worker.media.probe.Demuxer;

/**
 * A moving picture that is encoded from the source.
 *
 * @param file its name
 * @param filters what the picture went through before it was encoded
 */
public record Rendition(String file, Demuxer demuxer, String filters) {}
