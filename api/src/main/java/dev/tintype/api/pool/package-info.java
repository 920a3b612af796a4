/** How work goes on, for operators: pools, the workers that serve them, and what could not be done. */
@NullMarked
package dev.tintype.api.pool;

import org.jspecify.annotations.NullMarked;
