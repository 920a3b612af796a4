/**
 * Streams: a ladder of qualities, encoded once to CMAF tracks, and the play lists and manifests over them, written and checked by our
 * own code. A track is one file; play lists and manifests name ranges of bytes in it.
 */
@NullMarked
package dev.tintype.worker.media.stream;

import org.jspecify.annotations.NullMarked;
