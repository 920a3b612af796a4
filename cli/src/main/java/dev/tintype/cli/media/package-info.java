/** The {@code media} verb: one file or URL in, a folder of streams, pictures and sounds out. */
@NullMarked
package dev.tintype.cli.media;

import org.jspecify.annotations.NullMarked;
