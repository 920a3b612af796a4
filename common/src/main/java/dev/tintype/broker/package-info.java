/**
 * The doorbell that wakes workers. Losing, doubling or reordering any message is harmless (rule 4), because the
 * ledger decides who runs what.
 */
@NullMarked
package dev.tintype.broker;

import org.jspecify.annotations.NullMarked;
