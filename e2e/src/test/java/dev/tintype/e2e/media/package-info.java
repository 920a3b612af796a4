/** Media jobs through a whole server, and what they make in real players. */
@NullMarked
package dev.tintype.e2e.media;

import org.jspecify.annotations.NullMarked;
