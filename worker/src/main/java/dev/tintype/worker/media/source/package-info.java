/** Brings what a job reads into its work folder: FFmpeg itself never opens an address. */
@NullMarked
package dev.tintype.worker.media.source;

import org.jspecify.annotations.NullMarked;
