/** What this server can do, live: read from the same records that requests are read into. */
@NullMarked
package dev.tintype.api.capability;

import org.jspecify.annotations.NullMarked;
