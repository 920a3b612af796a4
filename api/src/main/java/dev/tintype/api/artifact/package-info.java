/** Artifacts over HTTP: whole or in part, with their hash as ETag, and unable to do harm in a browser. */
@NullMarked
package dev.tintype.api.artifact;

import org.jspecify.annotations.NullMarked;
