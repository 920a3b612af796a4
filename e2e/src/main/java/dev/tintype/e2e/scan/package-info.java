/** What Tintype is made of, and what is known of that. */
@NullMarked
package dev.tintype.e2e.scan;

import org.jspecify.annotations.NullMarked;
