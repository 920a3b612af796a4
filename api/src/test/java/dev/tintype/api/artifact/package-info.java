/** What artifacts are packed into. */
@NullMarked
package dev.tintype.api.artifact;

import org.jspecify.annotations.NullMarked;
