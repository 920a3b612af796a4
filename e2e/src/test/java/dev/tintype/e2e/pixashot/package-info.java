/** Pixashot's clients against this server. */
@NullMarked
package dev.tintype.e2e.pixashot;

import org.jspecify.annotations.NullMarked;
