/** Which server a command talks to: one that is named, the one that runs on the data folder, or one for the call. */
@NullMarked
package dev.tintype.cli.server;

import org.jspecify.annotations.NullMarked;
