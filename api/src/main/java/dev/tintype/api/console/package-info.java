/** The console and the API's description as pages for people. */
@NullMarked
package dev.tintype.api.console;

import org.jspecify.annotations.NullMarked;
