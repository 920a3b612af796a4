package dev.tintype.media;

import org.jspecify.annotations.Nullable;

/**
 * A part of a media job that is a job of its own.
 *
 * @param fromUs where it begins in the source, in microseconds
 * @param toUs where it ends; null: with the source
 */
public record MediaChunk(long fromUs, @Nullable Long toUs) {}
