/** API keys: make, look at, rotate, revoke. */
@NullMarked
package dev.tintype.api.key;

import org.jspecify.annotations.NullMarked;
