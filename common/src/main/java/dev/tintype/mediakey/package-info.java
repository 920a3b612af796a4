/**
 * Keys of encrypted streams: made in the worker, kept sealed with the job that made the stream, told to whoever has a link or may read
 * the job's artifacts. They go with the job's record.
 */
@NullMarked
package dev.tintype.mediakey;

import org.jspecify.annotations.NullMarked;
