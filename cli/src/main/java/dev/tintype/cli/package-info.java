/** The tintype command: talks to a running server, or is one (embedded mode: api, worker, broker and Redis in one process). */
@NullMarked
package dev.tintype.cli;

import org.jspecify.annotations.NullMarked;
