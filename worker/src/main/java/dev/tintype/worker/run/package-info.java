/**
 * The life of an attempt: deliveries become claims, claims run under a lease that beats keep, ends are written once and
 * only then acknowledged. Knows nothing of what a job does; that is a JobRunner. Keeps rules 1, 2 and 4.
 */
@NullMarked
package dev.tintype.worker.run;

import org.jspecify.annotations.NullMarked;
