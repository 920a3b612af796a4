/** Artifacts as their jobs wish them kept: as they are, or encrypted. */
@NullMarked
package dev.tintype.vault;

import org.jspecify.annotations.NullMarked;
