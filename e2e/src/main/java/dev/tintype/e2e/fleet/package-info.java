/** Distributed mode as real processes, killed in the middle. */
@NullMarked
package dev.tintype.e2e.fleet;

import org.jspecify.annotations.NullMarked;
