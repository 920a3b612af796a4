/** What a file is, before anything is done with it: its kind by its first bytes, its facts by ffprobe, the limits it is held to. */
@NullMarked
package dev.tintype.worker.media.probe;

import org.jspecify.annotations.NullMarked;
