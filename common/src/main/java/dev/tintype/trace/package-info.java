/** Spans: who did what for how long, of one request through api, worker and callback. */
@NullMarked
package dev.tintype.trace;

import org.jspecify.annotations.NullMarked;
