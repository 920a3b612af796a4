/**
 * The Compose file as users start it, and what may happen to it: scaled, killed, upgraded under load. Needs a Docker engine, so it
 * is no test of every build but the command {@code ./tintype containers}.
 */
@NullMarked
package dev.tintype.e2e.containers;

import org.jspecify.annotations.NullMarked;
