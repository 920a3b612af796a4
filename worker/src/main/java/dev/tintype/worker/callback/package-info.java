/**
 * The callback pool: takes due deliveries from the outbox, signs them, sends each through an egress proxy of its own, and
 * records what came of it. One endpoint's trouble is its own: it has its bulkhead and its circuit breaker. Keeps rules 3 and 6
 * of the design.
 */
@NullMarked
package dev.tintype.worker.callback;

import org.jspecify.annotations.NullMarked;
