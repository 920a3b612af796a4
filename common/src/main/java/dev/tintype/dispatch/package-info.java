/**
 * Moves due jobs from the ledger to the broker, and is the reconciler: everything non-terminal is looked at
 * again when its timer is due (rule 1). Also makes the jobs of schedules.
 */
@NullMarked
package dev.tintype.dispatch;

import org.jspecify.annotations.NullMarked;
