/** Links for what has no way to send a header: to one artifact, or to one capture. */
@NullMarked
package dev.tintype.api.link;

import org.jspecify.annotations.NullMarked;
