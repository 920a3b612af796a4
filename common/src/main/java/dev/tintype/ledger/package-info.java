/**
 * The one truth about jobs. JobLedger is the only door to job state: one Lua script per transition, each atomic
 * and one round trip. Keeps rules 1 to 5 of the design: accepted means finished, a fenced attempt changes
 * nothing, exactly one terminal state.
 */
@NullMarked
package dev.tintype.ledger;

import org.jspecify.annotations.NullMarked;
