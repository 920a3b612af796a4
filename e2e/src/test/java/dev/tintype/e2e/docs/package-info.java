/** What the documentation tells people to type, typed. */
@NullMarked
package dev.tintype.e2e.docs;

import org.jspecify.annotations.NullMarked;
