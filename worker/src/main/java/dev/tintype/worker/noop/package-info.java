/** The runner of the benchmark's no-op jobs. */
@NullMarked
package dev.tintype.worker.noop;

import org.jspecify.annotations.NullMarked;
