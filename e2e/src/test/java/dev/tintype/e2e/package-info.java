/** System tests over the real parts, as a user would meet them. */
@NullMarked
package dev.tintype.e2e;

import org.jspecify.annotations.NullMarked;
