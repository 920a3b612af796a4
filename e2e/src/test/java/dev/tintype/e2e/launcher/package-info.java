/** The shell scripts in front of the command, in a tree of stand-ins: no build and no installation takes place. */
@NullMarked
package dev.tintype.e2e.launcher;

import org.jspecify.annotations.NullMarked;
