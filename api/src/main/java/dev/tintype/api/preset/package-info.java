/** Presets: make, look at, remove; and those of a request's tenant for whoever reads the request. */
@NullMarked
package dev.tintype.api.preset;

import org.jspecify.annotations.NullMarked;
