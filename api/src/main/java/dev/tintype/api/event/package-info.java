/** Jobs as they change: server-sent events. */
@NullMarked
package dev.tintype.api.event;

import org.jspecify.annotations.NullMarked;
