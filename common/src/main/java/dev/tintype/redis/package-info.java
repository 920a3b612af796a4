/**
 * Redis itself: connections to it, and the process of it that embedded mode owns. Knows nothing of what is kept there.
 */
@NullMarked
package dev.tintype.redis;

import org.jspecify.annotations.NullMarked;
