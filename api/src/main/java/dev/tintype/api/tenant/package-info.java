/** Tenants as a whole. */
@NullMarked
package dev.tintype.api.tenant;

import org.jspecify.annotations.NullMarked;
