/** How parts of a process say how they are. */
@NullMarked
package dev.tintype.health;

import org.jspecify.annotations.NullMarked;
