/**
 * From facts and wishes to argument lists: pure, no FFmpeg needed. One command decodes the source once and makes every output of it;
 * arguments are built from checked numbers and names of ours, never from a caller's text.
 */
@NullMarked
package dev.tintype.worker.media.plan;

import org.jspecify.annotations.NullMarked;
