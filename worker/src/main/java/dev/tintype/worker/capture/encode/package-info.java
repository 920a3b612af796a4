/**
 * Encodes frames that we made ourselves, in this process, with the FFmpeg libraries that bytedeco builds under the LGPL.
 * Nothing here reads a file or a stream: what comes from outside goes through FFmpeg's programs in the media pool (DESIGN
 * §5).
 */
@NullMarked
package dev.tintype.worker.capture.encode;

import org.jspecify.annotations.NullMarked;
