/** What finishes outputs asks of whoever runs FFmpeg and keeps artifacts. */
@NullMarked
package dev.tintype.worker.media.workshop;

import org.jspecify.annotations.NullMarked;
