/** The console in a real browser. */
@NullMarked
package dev.tintype.e2e.console;

import org.jspecify.annotations.NullMarked;
