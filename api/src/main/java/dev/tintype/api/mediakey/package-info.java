/** Tells players and tenants the keys of encrypted streams. */
@NullMarked
package dev.tintype.api.mediakey;

import org.jspecify.annotations.NullMarked;
