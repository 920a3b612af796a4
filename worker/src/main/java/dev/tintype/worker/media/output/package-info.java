/** The kinds of media outputs: each plans what it needs of the one decode, and then looks at what was made of it. */
@NullMarked
package dev.tintype.worker.media.output;

import org.jspecify.annotations.NullMarked;
