/** Parts of the event streams, alone. */
@NullMarked
package dev.tintype.api.event;

import org.jspecify.annotations.NullMarked;
